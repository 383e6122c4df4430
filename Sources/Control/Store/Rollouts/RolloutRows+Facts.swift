public import Rollout
import SQL

extension RolloutRows {
    /// Reads the aggregates for a rollout of the loaded fleet: one row.
    public func facts(_ rollout: Rollout, updateTimeout: Int64) throws -> RolloutFacts {
        let row = try connection.query(
            Self.facts,
            parameters(rollout, updateTimeout: updateTimeout)
        ).one()
        return try RolloutFacts(
            now: Moment(milliseconds: row.int(0)), fleet: Self.counts(row, from: 5),
            batch: Self.counts(row, from: 5 + Self.words.count), lost: row.int(1),
            nextTimeout: row.optionalInt(2).map { Moment(milliseconds: $0) }, refusing: row.int(3), joiners: row.int(4),
            organizationRoom: organizationRoom())
    }

    /// `$1` to `$7` of the expressions of `RolloutMembers`.
    func parameters(_ rollout: Rollout, updateTimeout: Int64) throws -> [Parameter] {
        let fleet = try fleet()
        return RolloutMembers.parameters(
            fleet: fleet.id, good: fleet.good, version: rollout.version, rollout: rollout.id, batch: rollout.batch,
            isActive: rollout.state.isActive, updateTimeout: updateTimeout)
    }

    /// The words of `MemberCounts` and where each is kept.
    private static let words: [(String, any WritableKeyPath<MemberCounts, Int64> & Sendable)] = [
        ("pending", \.pending), ("pendingOffline", \.pendingOffline), ("waiting", \.waiting), ("offline", \.offline),
        ("expired", \.expired), ("succeeded", \.succeeded), ("failed", \.failed), ("timedOut", \.timedOut),
    ]

    private static func counts(_ row: Row, from first: Int) throws -> MemberCounts {
        var counts = MemberCounts()
        for (offset, word) in words.enumerated() { counts[keyPath: word.1] = try row.int(first + offset) }
        return counts
    }

    private static let facts = """
        select \(StoredMoment.now),
               count(*) filter (where m.is_chosen and m.was_connected and m.state in ('offline', 'expired')),
               \(StoredMoment.read(
                   "min(m.dispatched_at + m.timeout) filter (where m.state in ('waiting', 'offline'))")),
               count(*) filter (where m.state = 'failed' and m.is_unknown),
               count(*) filter (where m.is_joiner),
               \(words.map { "count(*) filter (where m.state = '\($0.0)')" }.joined(separator: ", ")),
               \(words.map { "count(*) filter (where m.is_chosen and m.state = '\($0.0)')" }.joined(separator: ", "))
        from (
            select \(RolloutMembers.state) as state, t.dispatched_at, t.was_connected,
                   t.refused_tv_id is distinct from c.version as is_unknown, c.timeout * interval '1 second' as timeout,
                   \(RolloutMembers.isChosen) as is_chosen, \(RolloutMembers.isJoiner) as is_joiner
            from \(RolloutMembers.from)
            where \(RolloutMembers.isMember)
            offset 0
        ) m
        """

    /// Held until the transaction ends, where there is a limit, so that fleets do not spend the same room.
    private func organizationRoom() throws -> Int64? {
        guard let limit = limits.devicesPerMinute else { return nil }
        let row = try connection.query(
            """
            insert into dispatch_rate as d (org, since, used) values ($1, statement_timestamp(), 0)
            on conflict (org) do update
                set used = case when d.since > statement_timestamp() - interval '1 minute' then d.used else 0 end,
                    since = case when d.since > statement_timestamp() - interval '1 minute' then d.since
                                 else statement_timestamp() end
            returning used
            """,
            [.int(organization.value)]
        ).one()
        return max(0, limit - (try row.int(0)))
    }

    /// Counts devices against the limit of the organization.
    func spend(_ count: Int64) throws {
        guard limits.devicesPerMinute != nil, count > 0 else { return }
        try connection.query(
            "update dispatch_rate set used = used + $2 where org = $1", [.int(organization.value), .int(count)])
    }
}
