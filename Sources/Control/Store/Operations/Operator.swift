import Jobs
public import SQL

/// Who asks for an operation, and by which request.
public struct Operator: Sendable {
    /// The organization in which they act.
    public let organization: OrganizationID
    /// Name for people, such as `ada`.
    public let name: String
    /// The request.
    public let requestID: String

    /// States an operator.
    public init(organization: OrganizationID, name: String, requestID: String) {
        self.organization = organization
        self.name = name
        self.requestID = requestID
    }

    /// An event about a ResourceSync that this operator caused. What is ours to say has no reason of its own in the
    /// resource model: the object was updated, and the message says how.
    func event(_ sync: String, _ message: String) -> EventRecord {
        EventRecord(
            organization: organization, kind: "ResourceSync", name: sync, reason: "ResourceUpdated", message: message,
            component: "api", actor: "user:\(name)", requestID: requestID)
    }
}

/// A ResourceSync by its name, as operations find it.
public struct NamedSync: Sendable, Hashable {
    /// `resource.id`.
    public let id: Int64
    /// `metadata.name`.
    public let name: String
    /// The organization.
    public let organization: OrganizationID
}

extension Syncs {
    /// The ResourceSync of a name; nil when there is none. Its state is locked until the caller's transaction ends, so
    /// that a commit is applied either before the operation or in knowledge of it.
    public static func lock(
        _ connection: Connection, _ organization: OrganizationID, name: String
    ) throws -> NamedSync? {
        try connection.query(
            """
            select st.sync_id from sync_state st join resource r on r.id = st.sync_id
            where r.org = $1 and r.kind = 'ResourceSync' and r.name = $2 for update of st
            """,
            [.int(organization.value), .text(name)]
        ).first.map { try NamedSync(id: $0.int(0), name: name, organization: organization) }
    }

    /// Queues a pass ahead of those that go by the clock.
    public static func enqueueNow(_ connection: Connection, _ sync: NamedSync) throws {
        try JobQueue.enqueue(
            connection,
            [NewJob(organization: sync.organization.value, kind: jobKind, key: "\(sync.id)", priority: 50)])
    }
}
