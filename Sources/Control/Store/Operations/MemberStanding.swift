import Nodes
import SQL

/// How the members of a fleet stand towards the version of its newest rollout, told for people: counts by batch, what the
/// failures say, who is silent. One statement over the fleet's devices.
struct MemberStanding {
    /// At most so many names of devices stand in a list.
    static let mostNames = 20
    /// At most so many messages of failures are told, the commonest first.
    static let mostMessages = 3

    /// Counts of all members, then of those of a batch by its number.
    let fleet: Node
    let batches: [Int64: Node]
    /// What failures say: message, how many devices, some of their names.
    let failures: Node
    /// Names of devices that got the version and are silent, the first in their order.
    let offline: Node
    /// Names of devices whose time was up.
    let timedOut: Node

    /// Reads the members of a fleet by what became of the version of a rollout.
    /// - Parameter parameters: those of `RolloutMembers`.
    init(_ connection: Connection, _ parameters: [Parameter]) throws {
        let row = try connection.query(Self.statement, parameters).one()
        self.fleet = try StoredSpec.node(row.json(0))
        let counted = try StoredSpec.node(row.json(1))
        batches = Dictionary(
            (counted.entries ?? []).compactMap { entry in Int64(entry.key).map { ($0, entry.value) } },
            uniquingKeysWith: { first, _ in first })
        failures = try StoredSpec.node(row.json(2))
        offline = try StoredSpec.node(row.json(3))
        timedOut = try StoredSpec.node(row.json(4))
    }

    /// What a device said, without the number of its rendered version, so that equal failures count together.
    private static let message = """
        regexp_replace(coalesce(t.refused_why, t.error, nullif(s.updating_message, ''), 'no message'),
            '^Failed to update to renderedVersion: `?[0-9]+`?: ', '')
        """

    private static let counts = """
        jsonb_build_object('total', count(*),
            'pending', count(*) filter (where outcome = 'pending'),
            'pendingOffline', count(*) filter (where outcome = 'pendingOffline'),
            'waiting', count(*) filter (where outcome = 'waiting'),
            'offline', count(*) filter (where outcome in ('offline', 'expired')),
            'succeeded', count(*) filter (where outcome = 'succeeded'),
            'failed', count(*) filter (where outcome = 'failed'),
            'timedOut', count(*) filter (where outcome = 'timedOut'))
        """

    private static func names(_ outcomes: String) -> String {
        """
        (select coalesce(jsonb_agg(name order by name), '[]') from (
            select name from member where outcome in (\(outcomes)) order by name limit \(mostNames)) first)
        """
    }

    private static let statement = """
        with member as materialized (
            select (select d.name from device d where d.id = t.device_id) as name,
                   case when t.rollout_id = c.rollout then t.batch end as batch,
                   \(RolloutMembers.state) as outcome, \(message) as message
            from \(RolloutMembers.from) where \(RolloutMembers.isMember)
        )
        select (select \(counts) from member),
            (select coalesce(jsonb_object_agg(batch, counted), '{}') from (
                select batch, \(counts) as counted from member where batch is not null group by batch) one),
            (select coalesce(jsonb_agg(told order by number desc, message), '[]') from (
                select message, count(*) as number, jsonb_build_object('message', message, 'count', count(*),
                    'devices', to_jsonb((array_agg(name order by name))[:3])) as told
                from member where outcome = 'failed' group by message
                order by count(*) desc, message limit \(mostMessages)) first),
            \(names("'offline', 'expired'")), \(names("'timedOut'"))
        """
}
