import Nodes
import Planning
public import SQL

/// One condition of a ResourceSync as a pass left it.
public struct ConditionChange: Sendable, Equatable {
    /// `Accessible`, `ResourceParsed` or `Synced`.
    public let type: String
    /// Whether it holds.
    public let holds: Bool
    /// The literal reason of the resource model.
    public let reason: String
    /// A sentence for people; empty when it holds.
    public let message: String

    /// States a condition.
    public init(type: String, holds: Bool, reason: String, message: String) {
        self.type = type
        self.holds = holds
        self.reason = reason
        self.message = message
    }
}

/// What one pass found out: the only thing that writes a ResourceSync's status.
public struct SyncReport: Sendable {
    /// The commit that was looked at; nil when the reference could not be resolved.
    public var observedOID: String?
    /// The conditions that the pass decided, in order.
    public var conditions: [ConditionChange]
    /// Events of the transitions.
    public var events: [EventRecord]
    /// JSON array of findings, for the history.
    public var findings: [UInt8]
    /// Seconds the pass took up to now.
    public var seconds: Double
    /// Set when the commit was applied in the same transaction: the source it was read with, and the plan.
    public var applied: (source: String, plan: Plan)?

    /// States a report.
    public init(
        observedOID: String?, conditions: [ConditionChange], events: [EventRecord], findings: [UInt8],
        seconds: Double, applied: (source: String, plan: Plan)?
    ) {
        self.observedOID = observedOID
        self.conditions = conditions
        self.events = events
        self.findings = findings
        self.seconds = seconds
        self.applied = applied
    }

    /// Writes status, history and events of the pass in the caller's transaction.
    public func write(_ connection: Connection, _ sync: SyncRecord, commitID: Int64?) throws {
        for condition in conditions {
            try connection.query(
                "select resource_condition($1, $2, $3, $4, $5)",
                [
                    .int(sync.reference.id), .text(condition.type), .text(condition.holds ? "True" : "False"),
                    .text(condition.reason), .text(condition.message),
                ])
        }
        try writeState(connection, sync)
        try writeRun(connection, sync, commitID)
        try Events.record(connection, events)
    }

    private func writeState(_ connection: Connection, _ sync: SyncRecord) throws {
        let generation = applied == nil ? sync.succeededGeneration : sync.generation
        try connection.query(
            """
            update sync_state set observed_oid = coalesce($2, observed_oid), applied_oid = coalesce($3, applied_oid),
                applied_source = coalesce($4, applied_source), succeeded_generation = $5
            where sync_id = $1
            """,
            [
                .int(sync.reference.id), .optionalText(observedOID),
                applied == nil ? .null : .optionalText(observedOID),
                .optionalText(applied?.source), .optionalInt(generation),
            ])
        try connection.query(
            """
            update resource_status set rev = rev + 1, doc = jsonb_strip_nulls(jsonb_build_object(
                'observedCommit', st.observed_oid, 'observedGeneration', st.succeeded_generation))
            from sync_state st where resource_id = $1 and st.sync_id = $1
            """,
            [.int(sync.reference.id)])
    }

    /// What the history tells of the pass: its findings or, where there are none, why it did not apply.
    private var told: [UInt8] {
        guard applied == nil, findings == Array("[]".utf8), let why = conditions.last(where: { !$0.holds }) else {
            return findings
        }
        return Node.array([.string(why.message)]).canonicalJSON()
    }

    private func writeRun(_ connection: Connection, _ sync: SyncRecord, _ commitID: Int64?) throws {
        let plan = applied?.plan ?? Plan()
        try connection.query(
            """
            insert into sync_run (org, sync_id, commit_id, started_at, outcome, created, changed, deleted, released,
                                  findings, oid)
            values ($1, $2, $3, now() - $4::float8 * interval '1 second', $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .int(sync.organization.value), .int(sync.reference.id), .optionalInt(commitID),
                .double(seconds), .text(applied == nil ? "failed" : "applied"), .int(Int64(plan.created.count)),
                .int(Int64(plan.changed.count)), .int(Int64(plan.deleted.count)), .int(Int64(plan.released.count)),
                .json(told), .optionalText(observedOID),
            ])
        try SyncHistory.trim(connection, sync.reference.id)
    }
}
