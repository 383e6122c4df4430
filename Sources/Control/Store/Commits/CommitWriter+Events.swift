import Planning
import Resources

extension Events {
    /// Changes of more objects than this at once are told as one event with a count.
    static let mostPerChange = 200
}

/// What the commit did, for the record.
extension CommitWriter {
    /// One event per object, or one for all where there are very many.
    func recordEvents() throws {
        let changes =
            plan.created.map { ($0.key, "ResourceCreated", "created") }
            + plan.changed.map { ($0.key, "ResourceUpdated", "updated") }
            + (plan.deleted + plan.cascaded.filter { $0.key.kind != .device }).map {
                ($0.key, "ResourceDeleted", "deleted")
            }
        try recordLetGo()
        guard changes.count <= Events.mostPerChange else { return try recordCount(changes.count) }
        try Events.record(
            connection,
            changes.map { key, reason, verb in
                EventRecord(
                    organization: organization, kind: key.kind.rawValue, name: key.name, reason: reason,
                    message: "\(key) was \(verb) \(origin)", component: "resourcesync", commitID: commitID)
            })
    }

    /// What left git and stayed: told once, of the sync.
    private func recordLetGo() throws {
        guard let sync = application.sync, !plan.letGo.isEmpty else { return }
        let told = plan.letGo.prefix(Events.mostPerChange)
        try Events.record(
            connection,
            told.map { object in
                EventRecord(
                    organization: organization, kind: Kind.resourceSync.rawValue, name: sync.name,
                    reason: "ResourceUpdated", severity: object.reason.severity, message: object.message,
                    component: "resourcesync", commitID: commitID)
            })
    }

    private func recordCount(_ count: Int) throws {
        try Events.record(
            connection,
            [
                EventRecord(
                    organization: organization, kind: Kind.resourceSync.rawValue,
                    name: application.sync?.name ?? "bootstrap", reason: "ResourceUpdated",
                    message: "\(count) objects were changed \(origin): \(plan.summary)", component: "resourcesync",
                    commitID: commitID)
            ])
    }

    private var origin: String {
        guard let commit = application.commit else { return "from the bootstrap directory" }
        return "by commit \(commit.oid.prefix(12)) of \(commit.authorName)"
    }
}

extension LetGo.Reason {
    /// Nobody needs to do anything about a move.
    fileprivate var severity: EventRecord.Severity {
        switch self {
        case .claimed: .normal
        case .outsideTargets: .warning
        }
    }
}
