import Nodes
import Resources
import Rollout
import SQL

/// How the newest rollout of a fleet stands, in one document: state, batches, counts, what failures say.
public enum RolloutStanding {
    /// The document; nil when there is no such fleet.
    public static func document(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String
    ) throws -> Node? {
        let row = try snapshot.connection.query(statement, [.int(organization.value), .text(name)]).first
        guard let row else { return nil }
        let head = try StoredSpec.node(row.json(0))
        guard let rollout = try row.optionalInt(1) else { return head }
        let plan = RolloutPlan(try StoredSpec.decode(FleetSpec.self, row.json(3)).rolloutPolicy)
        let current = try row.int(5)
        let parameters = try RolloutMembers.parameters(
            fleet: row.int(4), good: row.optionalInt(7), version: row.int(2), rollout: rollout, batch: Int(current),
            isActive: !row.bool(6), updateTimeout: plan.updateTimeout)
        let members = try MemberStanding(snapshot.connection, parameters)
        let ended = try endedBatches(snapshot.connection, rollout: rollout)
        let batches = RolloutBatches(
            plan: plan, current: current, isOver: try row.bool(6),
            ended: ended, live: members.batches)
        return .object(
            (head.entries ?? []).map { ($0.key, $0.value) } + [
                ("devices", members.fleet), ("batches", .array(batches.all)), ("failures", members.failures),
                ("offlineDevices", members.offline), ("timedOutDevices", members.timedOut),
            ])
    }

    /// The reports of the batches that ended, by number.
    private static func endedBatches(_ connection: Connection, rollout: Int64) throws -> [Int64: Node] {
        let rows = try connection.query(
            """
            select n, jsonb_build_object('number', n, 'name', name, 'state', 'Ended', 'total', total,
                'succeeded', succeeded, 'failed', failed, 'timedOut', timed_out, 'offline', offline,
                'successPercentage', percentage, 'finishedAt', \(WireTime.text("finished_at")))
            from rollout_batch where rollout_id = $1
            """, [.int(rollout)])
        return try Dictionary(uniqueKeysWithValues: rows.map { try ($0.int(0), StoredSpec.node($0.json(1))) })
    }

    private static let statement = """
        select jsonb_strip_nulls(jsonb_build_object(
            'apiVersion', 'flightctl.io/v1beta1', 'kind', 'FleetRollout', 'metadata', jsonb_build_object('name', r.name),
            'currentVersion', current_tv.name, 'goodVersion', good_tv.name,
            'rollout', \(RolloutHistory.entry))),
            n.id, n.tv_id, r.spec, f.id, n.batch, n.finished_at is not null, f.good_tv_id
        from resource r join fleet f on f.id = r.id
        left join template_version current_tv on current_tv.id = f.current_tv_id
        left join template_version good_tv on good_tv.id = f.good_tv_id
        left join lateral (select * from rollout where fleet_id = f.id order by id desc limit 1) n on true
        \(RolloutHistory.joins)
        where r.org = $1 and r.kind = 'Fleet' and r.name = $2
        """
}
