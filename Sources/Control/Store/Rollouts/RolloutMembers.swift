import SQL

/// How the members of a fleet stand towards the version of a rollout: the one place in the store that says what an outcome is.
///
/// Expressions over the rows of `from`. Statements that write rows they have locked before ask once more whether a row is of
/// the fleet, since a device may have moved while they waited for its lock. They ask by `is not distinct from`, which no index
/// answers: a planner without statistics of a new fleet would otherwise find each row by its fleet, and compare every member
/// with every other.
enum RolloutMembers {
    /// The members of a fleet with what they reported; `c` holds the parameters of `parameters`.
    static let from = """
        device_target t
        left join device_status s on s.device_id = t.device_id
        left join device_seen n on n.device_id = t.device_id
        cross join \(constants) c
        """

    /// What stands beside the rows `t` in a statement that writes all of them itself: `d.id` is to be joined to them.
    static let beside = """
        device d
        left join device_status s on s.device_id = d.id
        left join device_seen n on n.device_id = d.id
        cross join \(constants) c
        """

    private static let constants = """
        (select liveness_cutoff() as cutoff, $2::bigint as version, $3::bigint as timeout, $4::bigint as rollout,
                $5::bigint as batch, $6::bigint as good, $7::bool as is_active
         offset 0)
        """

    /// `$1` to `$7`.
    /// - Parameters:
    ///   - good: the fleet's good version.
    ///   - updateTimeout: in seconds.
    static func parameters(
        fleet: Int64, good: Int64?, version: Int64, rollout: Int64, batch: Int, isActive: Bool, updateTimeout: Int64
    ) -> [Parameter] {
        [
            .int(fleet), .int(version), .int(updateTimeout), .int(rollout), .int(Int64(batch)), .optionalInt(good),
            .bool(isActive),
        ]
    }

    /// Which rows are members that take part. A device in conflict between fleets does not; one that is being decommissioned
    /// is no member.
    static let isMember = """
        t.fleet_id = $1 and not exists (select from device_conflict x where x.device_id = t.device_id)
        """

    /// As the device's summary says it: heard of within five minutes of served time.
    static let isConnected = "coalesce(n.at >= c.cutoff, false)"

    /// Whether nothing could be rendered for what it should run.
    static let hasRenderError = "(t.error is not null and not t.stale)"

    /// Whether the device reported an error for what is rendered for it.
    static let reportsError =
        "coalesce(t.rendered_version > 0 and s.failed_version = t.rendered_version, false)"

    /// Whether a version failed on the device: it is remembered, or it reported an error *for the rendered version that was made
    /// from it*, or nothing could be rendered for it.
    private static func fails(_ version: String) -> String {
        """
        (coalesce(t.refused_tv_id = \(version), false) or coalesce(t.tv_id = \(version), false) and \(hasRenderError)
         or coalesce(t.rendered_tv_id = \(version), false) and \(reportsError))
        """
    }

    /// Whether the version of the rollout failed on it.
    static let isFailed = fails("c.version")

    /// Whether a version must not be offered to the device again: it failed, or that was remembered when it was the good one.
    private static func refuses(_ version: String) -> String {
        "(coalesce(t.refused_good_tv_id = \(version), false) or \(fails(version)))"
    }

    /// Where a device goes that the version is taken from: to the good version; if it refused that, to the one it came from; else
    /// nowhere.
    static func wayBack(to good: String) -> String {
        """
        case when \(good) is not null and not \(refuses(good)) then \(good)
             when not \(refuses("t.prior_tv_id")) then nullif(t.prior_tv_id, c.version) end
        """
    }

    /// Whether what the device should run is the good version or one before it, and that failed on it without anybody having
    /// taken note.
    static let isFailingGood = """
        (coalesce(t.tv_id <= c.good and t.tv_id > coalesce(t.refused_good_tv_id, 0), false) and \(fails("t.tv_id"))
         and t.refused_tv_id is distinct from t.tv_id)
        """

    /// Whether the version that it refused last must stay remembered when it refuses another and goes back to the good one of its
    /// rollout: a newer one than that is offered to nobody any more, nor is one older than another that stays remembered.
    static func isRefusalKept(goingBackTo good: String) -> String {
        "coalesce(t.refused_tv_id <= \(good) and t.refused_tv_id > coalesce(t.refused_good_tv_id, 0), false)"
    }

    /// As which rendered version what the device should run failed; null when nothing could be rendered.
    static let failedAs = "case when not \(hasRenderError) then t.rendered_version end"

    /// Whether the device reports the rendered version that was made from what it should run.
    static let runsItsVersion = """
        (coalesce(t.tv_id = t.rendered_tv_id and t.error is null and s.reported_version = t.rendered_version, false)
         and not \(reportsError))
        """

    /// Whether the device should not run the version yet, and may.
    static let lacksVersion = "(t.tv_id is distinct from c.version and not \(isFailed))"

    /// Whether its time is up.
    private static let isLate =
        "coalesce(t.dispatched_at + c.timeout * interval '1 second' <= statement_timestamp(), false)"

    /// One of the words of `MemberCounts`.
    static let state = """
        case
            when \(isFailed) then 'failed'
            when t.tv_id is distinct from c.version
                then case when \(isConnected) then 'pending' else 'pendingOffline' end
            when \(runsItsVersion) then 'succeeded'
            when \(isLate) then case when \(isConnected) then 'timedOut' else 'expired' end
            else case when \(isConnected) then 'waiting' else 'offline' end
        end
        """

    /// Whether the device was chosen for the batch that the rollout is at.
    static let isChosen = "coalesce(t.rollout_id = c.rollout and t.batch = c.batch, false)"

    /// Whether a device gets the good version outside of the rollout. One that was never heard of is about to be: it is let in
    /// like one that is connected.
    static let isJoiner = """
        (coalesce(t.tv_id, 0) < coalesce(c.good, 0) and not \(refuses("c.good"))
         and (\(isConnected) or n.at is null) and not (c.is_active and \(isChosen)))
        """

    /// Whether a device may be away because of us, as `GroupFacts.busy` says.
    static let isBusy = """
        case when \(isConnected)
             then coalesce(s.reported_version, 0) <> t.rendered_version
                  or t.tv_id is not null and t.tv_id is distinct from t.rendered_tv_id and not \(hasRenderError)
             else coalesce(t.was_connected, false) and t.tv_id is not null and not \(isLate)
                  and not \(runsItsVersion) and not \(fails("t.tv_id")) end
        """
}
