public import Planning
import Jobs
public import SQL

/// Names a ResourceSync inside and outside the store.
public struct SyncReference: Sendable, Hashable {
    /// `resource.id`.
    public let id: Int64
    /// `metadata.name`.
    public let name: String

    /// Names a sync.
    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}

/// A commit that passed every judgement, ready to be written.
public struct CommitApplication: Sendable {
    /// The organization of the sync.
    public let organization: OrganizationID
    /// The ResourceSync; nil for the bootstrap directory, which applies without owning.
    public let sync: SyncReference?
    /// The commit that the plan was made against; nil when nothing was applied before.
    public let base: String?
    /// The commit itself; nil for the bootstrap directory.
    public let commit: CommitRecord?
    /// What to do.
    public let plan: Plan
    /// The documents that the plan creates, changes or moves.
    public let objects: [ObjectKey: PreparedObject]
    /// The files behind the plan, so that they need not be read again.
    public let files: ManifestFiles.Change
    /// Claims of other syncs on what the plan takes away that are known to be made no more.
    public let outdated: [WaitingClaim]

    /// States an application.
    public init(
        organization: OrganizationID, sync: SyncReference?, base: String?, commit: CommitRecord?, plan: Plan,
        objects: [ObjectKey: PreparedObject], files: ManifestFiles.Change = ManifestFiles.Change(),
        outdated: [WaitingClaim] = []
    ) {
        self.organization = organization
        self.sync = sync
        self.base = base
        self.commit = commit
        self.plan = plan
        self.objects = objects
        self.files = files
        self.outdated = outdated
    }
}

/// What an application did.
public enum ApplyOutcome: Sendable, Equatable {
    /// The commit is in force. Carries `commit.id`.
    case applied(commit: Int64?)
    /// Another commit was applied since the plan was made, or the sync is gone: plan again.
    case stale
}

extension CommitApplication {
    /// Writes the whole commit in the caller's transaction: resources, template versions, devices, ownership, jobs and
    /// events stand or fall together (P1, P7). Statements are few and set-wise, whatever the number of objects.
    public func apply(_ connection: Connection) throws -> ApplyOutcome {
        guard try lockBase(connection), try removalsStand(connection) else { return .stale }
        let commitID = try commit?.save(connection, organization)
        let writer = CommitWriter(application: self, connection: connection, commitID: commitID)
        try writer.removeOwnership()
        try writer.deleteResources()
        let saved = try writer.saveResources()
        try writer.saveFleets(saved)
        try writer.saveDevices()
        try writer.saveOwnership(saved)
        try writer.settleClaims()
        if let sync {
            try ManifestFiles.save(connection, sync: sync.id, files)
            try SyncApprovals.useUp(connection, sync: sync.id)
        }
        try writer.recordEvents()
        if !plan.isEmpty { try Organizations.advanceRevision(connection, organization) }
        return .applied(commit: commitID)
    }

    /// Locks the sync's row, so that commits of one sync are applied one after the other.
    private func lockBase(_ connection: Connection) throws -> Bool {
        guard let sync else { return true }
        let rows = try connection.query(
            "select applied_oid from sync_state where sync_id = $1 for update", [.int(sync.id)])
        guard let row = rows.first else { return false }
        return try row.optionalString(0) == base && mayApply(connection, sync)
    }

    /// Whether no operator has said otherwise since the pass began. Asked under the lock that operators take first.
    private func mayApply(_ connection: Connection, _ sync: SyncReference) throws -> Bool {
        try connection.query(
            """
            select not exists (select from sync_suspension where sync_id = $1 and (until is null or until > now()))
               and not exists (select from sync_pin where sync_id = $1 and oid <> $2)
            """,
            [.int(sync.id), .text(commit?.oid ?? "")]
        ).one().bool(0)
    }

    /// Whether what the plan takes away is still what would go, and no other sync has come to wait for it.
    private func removalsStand(_ connection: Connection) throws -> Bool {
        guard let sync, !plan.removals.isEmpty else { return true }
        try ManifestClaims.dismiss(connection, organization, outdated)
        let keys = (plan.deleted + plan.released).map(\.key)
        guard try ManifestClaims.waiting(connection, organization, for: keys, except: sync.id).isEmpty
        else { return false }
        let cascade = try Removals.cascade(connection, organization, sync: sync.id, deleting: plan.deleted)
        return Set(plan.cascaded.map(\.key)).isSubset(of: Set(cascade.map(\.key)))
    }
}

/// The statements of one application, in the order of `CommitApplication.apply`.
struct CommitWriter {
    let application: CommitApplication
    let connection: Connection
    let commitID: Int64?

    var organization: OrganizationID { application.organization }
    var plan: Plan { application.plan }

    /// Created and changed documents in the order of writing.
    var written: [PreparedObject] { prepared(plan.created + plan.changed) }

    func prepared(_ documents: [Desired]) -> [PreparedObject] {
        documents.sorted { $0.key < $1.key }.compactMap { application.objects[$0.key] }
    }
}
