import Nodes
public import Rollout
import SQL

extension RolloutRows {
    /// Reads the groups of a budget.
    public func groups(
        _ rollout: Rollout, by keys: [String], scope: DispatchScope, updateTimeout: Int64
    ) throws -> [GroupFacts] {
        try connection.query(
            """
            select key, count(*), count(*) filter (where is_busy),
                   count(*) filter (where is_connected and not is_busy), count(*) filter (where is_eligible)
            from (
                select \(Self.key("$8")) as key, \(RolloutMembers.isConnected) as is_connected, \(RolloutMembers.isBusy) as is_busy,
                       \(Self.isPresent(scope)) and \(Self.candidate(scope)) as is_eligible
                from \(RolloutMembers.from) join device d on d.id = t.device_id
                where \(RolloutMembers.isMember)
                offset 0
            ) m group by key order by key
            """,
            try parameters(rollout, updateTimeout: updateTimeout) + [.textArray(keys)]
        ).map { row in
            try GroupFacts(
                key: (StoredSpec.node(row.json(0)).elements ?? []).map(\.string), total: row.int(1),
                busy: row.int(2), available: row.int(3), eligible: row.int(4))
        }
    }

    /// Gives a version to devices of a scope. Which devices, is decided and written in one statement.
    public func dispatch(
        _ rollout: Rollout, _ scope: DispatchScope, version: Int64, allowances: [GroupAllowance]?, groupBy: [String],
        limit: Int64?, includesOffline: Bool
    ) throws -> Int64 {
        let keys = (allowances ?? []).map { Node.array($0.key.map { $0.map(Node.string) ?? .null }).json() }
        let isLimited = allowances != nil || limit != nil
        let count = try connection.query(
            isLimited ? Self.limitedDispatch(scope) : Self.fullDispatch(scope),
            try parameters(rollout, updateTimeout: 0)
                + [.int(version), .bool(includesOffline)]
                + (isLimited
                    ? [
                        .textArray(groupBy), .bool(allowances != nil), .jsonArray(keys),
                        .intArray((allowances ?? []).map(\.count)),
                        .optionalInt(limit),
                    ] : [])
        ).one().int(0)
        try spend(count)
        if count > 0 { try deliver() }
        return count
    }

    /// The values of a device's labels as a JSON array.
    private static func key(_ labels: String) -> String {
        """
        (select coalesce(jsonb_agg(d.labels -> k.key order by k.n), '[]')
         from unnest(\(labels)::text[]) with ordinality k(key, n))
        """
    }

    /// Which members a scope takes from, connected or not.
    private static func candidate(_ scope: DispatchScope) -> String {
        switch scope {
        case .batch:
            "(\(RolloutMembers.isChosen) and \(RolloutMembers.lacksVersion))"
        case .rest: RolloutMembers.lacksVersion
        case .joiners: "coalesce(\(RolloutMembers.isJoiner), false)"
        case .rollback:
            "(coalesce(t.tv_id = c.version, false) and not \(RolloutMembers.isFailed) and \(RolloutMembers.runsItsVersion))"
        }
    }

    /// Whether a candidate is there to get something. Which joiners are, they say themselves.
    private static func isPresent(_ scope: DispatchScope) -> String {
        scope == .joiners ? "true" : RolloutMembers.isConnected
    }

    /// `$9` is whether silent ones are taken.
    private static func reachable(_ scope: DispatchScope) -> String { "($9::bool or \(isPresent(scope)))" }

    /// All of a scope: no order has to be kept. It is decided on the very rows that are written, so that no lock has to be taken
    /// before: where one of them changed meanwhile, Postgres asks the conditions once more of what it is now.
    private static func fullDispatch(_ scope: DispatchScope) -> String {
        """
        with written as (
            update device_target t \(given(scope) { $0.expression(scope) })
            from \(RolloutMembers.beside)
            where d.id = t.device_id and \(RolloutMembers.isMember) and \(candidate(scope)) and \(reachable(scope))
            returning 1)
        select count(*) from written
        """
    }

    /// The first by name: `$13` of each group `$12` if there are allowances (`$11`), grouped by the labels `$10`, and `$14` in
    /// all.
    private static func limitedDispatch(_ scope: DispatchScope) -> String {
        """
        with candidate as (
            select t.device_id, \(Known.columns(scope)), d.name, \(key("$10")) as key
            from \(RolloutMembers.from) join device d on d.id = t.device_id
            where \(RolloutMembers.isMember) and \(candidate(scope)) and \(reachable(scope))
        ), allowed as (
            select c.* from (select c.*, row_number() over (partition by c.key order by c.name) as n from candidate c) c
            left join unnest($12::jsonb[], $13::bigint[]) a(key, count) on a.key = c.key
            where not $11::bool or c.n <= a.count
            order by c.name limit $14
        ), written as (
            update device_target t \(given(scope) { "i.\($0.rawValue)" })
            from (select a.* from allowed a join device_target l on l.device_id = a.device_id
                  order by a.device_id for no key update of l) i
            where t.device_id = i.device_id and t.fleet_id is not distinct from $1
            returning 1)
        select count(*) from written
        """
    }

    /// What a dispatch writes into `device_target t`. On the way back, where they came from stays what it was, and one that is to
    /// run nothing keeps what it has.
    private static func given(_ scope: DispatchScope, _ known: (Known) -> String) -> String {
        """
        set tv_id = \(known(.next)), dispatched_at = statement_timestamp(), was_connected = \(known(.isConnected)),
            prior_tv_id = case when \(known(.isSettled)) and \(scope != .rollback) then t.tv_id else t.prior_tv_id end,
            refused_good_tv_id = case when \(known(.isFailingGood)) then t.tv_id else t.refused_good_tv_id end,
            refused_good_version = case when \(known(.isFailingGood)) then \(known(.failedAs))
                                        else t.refused_good_version end,
            \(scope == .rest ? chosen + "," : "")
            stale = t.stale or \(known(.next)) is not null, error = null, rev = t.rev + 1
        """
    }

    /// What is known of a device before it is given `$8`, by the names of the columns.
    private enum Known: String, CaseIterable {
        case isConnected = "is_connected"
        case isSettled = "is_settled"
        case isFailingGood = "is_failing_good"
        case failedAs = "failed_as"
        case next = "next_tv_id"

        func expression(_ scope: DispatchScope) -> String {
            switch self {
            case .isConnected: RolloutMembers.isConnected
            case .isSettled: RolloutMembers.runsItsVersion
            case .isFailingGood: RolloutMembers.isFailingGood
            case .failedAs: RolloutMembers.failedAs
            case .next: scope == .rollback ? RolloutMembers.wayBack(to: "$8::bigint") : "$8::bigint"
            }
        }

        static func columns(_ scope: DispatchScope) -> String {
            allCases.map { "\($0.expression(scope)) as \($0.rawValue)" }.joined(separator: ", ")
        }
    }
}
