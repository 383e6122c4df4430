import Jobs
import Nodes
public import Rollout
import SQL

extension RolloutRows {
    /// Stores a rollout: a new one (id 0), or the new values of an old one.
    public func save(_ rollout: Rollout) throws -> Int64 {
        let fleet = try fleet()
        return try StoredRollout.save(
            connection, organization, fleet: fleet.id, rollout, RolloutPlan(fleet.policy))
    }

    /// Keeps the report of a batch that ended.
    public func keep(_ report: BatchReport, of rollout: Rollout) throws {
        try connection.query(
            """
            insert into rollout_batch (rollout_id, n, name, percentage, total, succeeded, failed, timed_out, offline)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (rollout_id, n) do update
                set percentage = excluded.percentage, total = excluded.total, succeeded = excluded.succeeded,
                    failed = excluded.failed, timed_out = excluded.timed_out, offline = excluded.offline,
                    finished_at = excluded.finished_at
            """,
            [
                .int(rollout.id), .int(Int64(rollout.batch)), .text(report.name), .int(report.successPercentage),
                .int(report.total), .int(report.successful), .int(report.failed), .int(report.timedOut),
                .int(report.offline),
            ])
    }

    /// Tells what happened: an event each, and the fleet's condition. The annotations are made from the rollout's row.
    public func tell(_ rollout: Rollout, _ events: [RolloutEvent]) throws {
        let fleet = try fleet()
        let wire = RolloutWire(rollout, RolloutPlan(fleet.policy))
        try connection.query(
            "select resource_condition($1, 'RolloutInProgress', $2, $3, $4)",
            [.int(fleet.id), .text(wire.isInProgress ? "True" : "False"), .text(wire.reason), .text(wire.message)])
        try Events.record(connection, events.map { record($0, rollout, fleet: fleet.name) })
    }

    private func record(_ event: RolloutEvent, _ rollout: Rollout, fleet: String) -> EventRecord {
        EventRecord(
            organization: organization, kind: "Fleet", name: fleet,
            reason: event.reason == .changed ? "ResourceUpdated" : event.reason.rawValue,
            severity: event.reason == .failed ? .warning : .normal, message: event.message,
            details: Self.details(event, rollout), component: "rollout", actor: event.actor)
    }

    /// As the resource model has them for each reason.
    private static func details(_ event: RolloutEvent, _ rollout: Rollout) -> [UInt8]? {
        var members: [(String, Node)] = [
            ("detailType", .string(event.reason.rawValue)), ("templateVersion", .string(rollout.versionName)),
        ]
        if let batch = event.batch { members.append(("batch", .string(batch))) }
        switch event.reason {
        case .created, .changed: return nil
        case .completed, .failed: return Node.object(Array(members.prefix(2))).json()
        case .batchDispatched: return Node.object(members).json()
        case .batchCompleted:
            guard let report = event.report else { return nil }
            members += [
                ("successPercentage", .integer(report.successPercentage)), ("total", .integer(report.total)),
                ("successful", .integer(report.successful)), ("failed", .integer(report.failed)),
                ("timedOut", .integer(report.timedOut)),
            ]
            return Node.object(members).json()
        }
    }

    /// Asks for another step of the fleet at an instant.
    public func wake(at moment: Moment) throws {
        let fleet = try fleet().id
        let wait = try connection.query(
            """
            with asked as (
                update rollout set next_at = least(next_at, \(StoredMoment.write("$2")))
                where fleet_id = $1 and finished_at is null and next_at is distinct from least(next_at, \(StoredMoment.write("$2"))))
            select greatest($2::bigint - \(StoredMoment.now) + 1, 0)
            """,
            [.int(fleet), .int(moment.milliseconds)]
        ).one().int(0)
        try RolloutQueue.enqueue(connection, organization, fleets: [fleet], after: .milliseconds(wait))
    }
}
