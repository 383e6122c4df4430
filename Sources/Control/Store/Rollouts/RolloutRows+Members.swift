public import Resources
public import Rollout
import SQL

extension RolloutRows {
    /// Chooses devices for the batch that the rollout is at.
    public func choose(
        _ rollout: Rollout, selector: LabelSelector?, limit: Amount?, includesOffline: Bool
    ) throws -> Int64 {
        let parameters = try parameters(rollout, updateTimeout: 0) + [.bool(includesOffline)]
        guard selector != nil || limit != nil else {
            return try connection.query(Self.chooseAll, parameters).one().int(0)
        }
        return try connection.query(
            Self.chooseSome,
            parameters + [
                .optionalJSON(selector.map { canonicalJSON(of: $0) }), .optionalInt(limit?.count),
                .optionalInt(limit?.percentage),
            ]
        ).one().int(0)
    }

    private static let isReachable = "($8::bool or \(RolloutMembers.isConnected))"
    /// What is written of who is chosen.
    static let chosen = "rollout_id = $4, batch = $5"

    private static let chooseAll = """
        with written as (
            update device_target t set \(chosen), rev = t.rev + 1
            from \(RolloutMembers.beside)
            where d.id = t.device_id and \(RolloutMembers.isMember) and \(RolloutMembers.lacksVersion) and \(isReachable)
            returning 1)
        select count(*) from written
        """

    /// `$9` is the selector, `$10` a count, `$11` a share in percent of all that match.
    private static let chooseSome = """
        with matching as (
            select t.device_id, d.name, \(RolloutMembers.lacksVersion) as lacks_version, \(isReachable) as is_reachable
            from \(RolloutMembers.from) join device d on d.id = t.device_id
            where \(RolloutMembers.isMember) and ($9::jsonb is null or labels_match(d.labels, $9))
        ), first as (
            select device_id from matching where lacks_version and is_reachable
            order by name
            limit coalesce($10::bigint, (
                select greatest(round(count(*) * $11::bigint / 100.0) - count(*) filter (where not lacks_version), 0)
                from matching having $11::bigint < 100))
        ), written as (
            update device_target t set \(chosen), rev = t.rev + 1
            from (select l.device_id from first f join device_target l on l.device_id = f.device_id
                  order by l.device_id for no key update of l) i
            where t.device_id = i.device_id and t.fleet_id is not distinct from $1
            returning 1)
        select count(*) from written
        """

    /// Takes the version from devices of a scope, and remembers those that failed with it.
    public func sendBack(_ rollout: Rollout, _ scope: ReturnScope, to good: Int64?) throws -> Int64 {
        let isTaken =
            switch scope {
            case .refused: "i.has_refused"
            case .unsettled: "(i.has_refused or i.is_unsettled)"
            }
        let count = try connection.query(
            """
            with written as (
                update device_target t
                set refused_tv_id = case when i.has_refused then $2 else t.refused_tv_id end,
                    refused_version = case when i.has_refused then i.refused_version else t.refused_version end,
                    refused_why = case when i.has_refused then i.refused_why else t.refused_why end,
                    refused_good_tv_id = case when i.has_refused and i.is_kept then t.refused_tv_id
                                              else t.refused_good_tv_id end,
                    refused_good_version = case when i.has_refused and i.is_kept then t.refused_version
                                                else t.refused_good_version end,
                    tv_id = case when i.has_version then i.next_tv_id else t.tv_id end,
                    dispatched_at = case when i.has_version then statement_timestamp() else t.dispatched_at end,
                    was_connected = case when i.has_version then i.is_connected else t.was_connected end,
                    stale = t.stale or i.has_version and i.next_tv_id is not null, rev = t.rev + 1,
                    error = case when i.has_version and i.next_tv_id is not null then null else t.error end
                from (select t.device_id, \(RolloutMembers.isConnected) as is_connected,
                             \(RolloutMembers.isFailed) and t.refused_tv_id is distinct from c.version as has_refused,
                             coalesce(t.tv_id = c.version, false) as has_version,
                             coalesce(t.tv_id = c.version, false)
                                 and not (\(RolloutMembers.isConnected) and \(RolloutMembers.runsItsVersion)) as is_unsettled,
                             \(RolloutMembers.isRefusalKept(goingBackTo: "$8::bigint")) as is_kept, \(RolloutMembers.failedAs) as refused_version,
                             left(coalesce(case when \(RolloutMembers.hasRenderError) then t.error end,
                                           nullif(s.updating_message, ''), 'no reason given'), 2048) as refused_why,
                             \(RolloutMembers.wayBack(to: "$8::bigint")) as next_tv_id
                      from \(RolloutMembers.from)
                      where \(RolloutMembers.isMember) and (t.tv_id = c.version or t.rendered_tv_id = c.version)
                      order by t.device_id for no key update of t) i
                where t.device_id = i.device_id and t.fleet_id is not distinct from $1 and \(isTaken)
                returning 1)
            select count(*) from written
            """,
            try parameters(rollout, updateTimeout: 0) + [.optionalInt(good)]
        ).one().int(0)
        if count > 0 { try deliver() }
        return count
    }

    /// Forgets which devices refused the version. What is rendered for them from it is rendered anew, under a new number.
    public func forgetOutcomes(_ rollout: Rollout) throws {
        try connection.query(
            """
            update device_target t
            set refused_tv_id = case when i.is_remembered then null else t.refused_tv_id end,
                refused_version = case when i.is_remembered then null else t.refused_version end,
                refused_why = case when i.is_remembered then null else t.refused_why end,
                rendered_tv_id = case when i.is_rendered then null else t.rendered_tv_id end,
                stale = t.stale or i.has_version, error = case when not i.has_version then t.error end, rev = t.rev + 1
            from (select t.device_id, coalesce(t.refused_tv_id = c.version, false) as is_remembered,
                         coalesce(t.rendered_tv_id = c.version, false) as is_rendered,
                         coalesce(t.tv_id = c.version, false) as has_version
                  from \(RolloutMembers.from)
                  where \(RolloutMembers.isMember) and \(RolloutMembers.isFailed)
                  order by t.device_id for no key update of t) i
            where t.device_id = i.device_id and t.fleet_id is not distinct from $1
            """,
            try parameters(rollout, updateTimeout: 0))
        try deliver()
    }
}

extension Amount {
    fileprivate var count: Int64? {
        if case .count(let count) = self { count } else { nil }
    }

    fileprivate var percentage: Int64? {
        if case .percent(let share) = self { Int64(share) } else { nil }
    }
}
