public import SQL

/// One thing that happened, as the Event kind shows it.
public struct EventRecord: Sendable, Equatable {
    /// Whether a person should look.
    public enum Severity: String, Sendable {
        /// The way things go.
        case normal = "Normal"
        /// Something to look at.
        case warning = "Warning"
    }

    /// The organization it happened in.
    public var organization: OrganizationID
    /// Kind of the object it is about, as on the wire.
    public var kind: String
    /// Name of that object.
    public var name: String
    /// One of the resource model's reasons.
    public var reason: String
    /// Normal or Warning.
    public var severity: Severity
    /// A sentence for people. Never holds a secret.
    public var message: String
    /// JSON object with `detailType`, where the reason has details.
    public var details: [UInt8]?
    /// `user:<name>` or `service:<component>`.
    public var actor: String
    /// The part of Martlet that says it.
    public var component: String
    /// The request that caused it, if one did.
    public var requestID: String?
    /// `commit.id` of the commit that caused it, if one did (P4).
    public var commitID: Int64?

    /// States an event. The actor is the component itself unless somebody else is named.
    public init(
        organization: OrganizationID, kind: String, name: String, reason: String, severity: Severity = .normal,
        message: String, details: [UInt8]? = nil, component: String, actor: String? = nil, requestID: String? = nil,
        commitID: Int64? = nil
    ) {
        self.organization = organization
        self.kind = kind
        self.name = name
        self.reason = reason
        self.severity = severity
        self.message = message
        self.details = details
        self.actor = actor ?? "service:\(component)"
        self.component = component
        self.requestID = requestID
        self.commitID = commitID
    }
}

/// The record of what happened.
public enum Events {
    /// Messages are cut to this many characters.
    public static let longestMessage = 2048

    /// Writes events in the caller's transaction, all in one statement.
    public static func record(_ connection: Connection, _ events: [EventRecord]) throws {
        guard !events.isEmpty else { return }
        try connection.query(
            """
            insert into event (org, kind, name, reason, type, message, details, actor, component, request_id, commit_id)
            select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[],
                                 $8::text[], $9::text[], $10::text[], $11::bigint[])
            """,
            [
                .intArray(events.map(\.organization.value)), .textArray(events.map(\.kind)),
                .textArray(events.map(\.name)), .textArray(events.map(\.reason)),
                .textArray(events.map(\.severity.rawValue)),
                .textArray(events.map { String($0.message.prefix(longestMessage)) }),
                .optionalJSONArray(events.map(\.details)), .textArray(events.map(\.actor)),
                .textArray(events.map(\.component)), .optionalTextArray(events.map(\.requestID)),
                .optionalIntArray(events.map(\.commitID)),
            ])
    }

    /// Removes events older than the retention, in days. One set statement; called by the periodic leader.
    public static func expire(_ connection: Connection, afterDays days: Int64) throws -> Int {
        try connection.query("delete from event where at < now() - $1::bigint * interval '1 day'", [.int(days)])
            .affected
    }
}
