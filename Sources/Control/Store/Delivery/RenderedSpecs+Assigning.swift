import Resources
public import SQL

/// The result for one group of devices.
public struct GroupResult: Sendable {
    /// What became of the group.
    public enum Outcome: Sendable {
        /// It has this rendered spec: `rendered.id`.
        case rendered(Int64)
        /// It could not be rendered, for this reason. The devices keep what they run.
        case failed(String)
        /// Something outside that it draws on is not at hand yet. The devices keep what they run, and stay to be done.
        case waiting(String)
    }

    /// The devices of the group: `device.id` of each.
    public let devices: [Int64]
    /// What became of it.
    public let outcome: Outcome

    /// States a result.
    public init(devices: [Int64], outcome: Outcome) {
        self.devices = devices
        self.outcome = outcome
    }
}

extension RenderedSpecs {
    /// Gives the devices of each group its result, in one statement, and wakes those that have something new. One that is not to
    /// run this version of this fleet (nil: is of no fleet) any more is left out. A device whose spec came out equal keeps its
    /// version, unless it failed at that one and what was rendered for it was forgotten since: it gets the same under a new
    /// number, as it would not look at the old one. That it failed at the good version, or one before it, is remembered here at
    /// the latest: it is seen no more when another one is rendered.
    /// - Returns: How many devices have something new.
    public static func assign(
        _ connection: Connection, _ organization: OrganizationID, fleet: StaleFleet?, results: [GroupResult]
    ) throws -> Int {
        let rows = try connection.query(
            statement,
            [
                .intArray(results.flatMap(\.devices)),
                .intArray(results.enumerated().flatMap { n, result in result.devices.map { _ in Int64(n + 1) } }),
                .optionalIntArray(results.map(\.outcome.id)), .optionalTextArray(results.map(\.outcome.error)),
                .textArray(results.map { $0.outcome.waits ? "true" : "false" }), .optionalInt(fleet?.id),
                .optionalInt(fleet?.templateVersion),
            ])
        if let fleet, try rows.contains(where: { try $0.bool(3) }) {
            try RolloutQueue.rendered(connection, organization, fleet: fleet.id, version: fleet.templateVersion)
        }
        try tellBroken(connection, organization, rows.filter { try $0.bool(2) }.map { try $0.int(0) })
        let fresh = try rows.filter { try $0.bool(1) }.map { try $0.int(0) }
        try WakeUps.send(connection, organization, devices: fresh)
        return fresh.count
    }

    /// Yields the devices that have something new, those that the spec cannot be rendered for from now on (for another reason than
    /// before), and, in a row of its own, whether there are any who have their outcome by this: they will report nothing.
    ///
    /// Rows are found by their devices, whatever the planner believes: what it knows of a new version is nothing.
    private static let statement = """
        with result as (
            select r.*, new.spec_hash
            from unnest($3::bigint[], $4::text[], $5::bool[]) with ordinality r(rendered_id, error, waits, n)
            left join rendered new on new.id = r.rendered_id
        ), choice as (
            select t.device_id, r.rendered_id, r.error, r.waits, r.spec_hash, t.error as old_error,
                   coalesce(s.reported_version, 0) as reported, old.spec_hash as old_hash,
                   coalesce(t.tv_id is not null and t.rendered_tv_id is null and s.failed_version = t.rendered_version, false)
                       as again,
                   coalesce(t.rendered_tv_id <> $7 and \(RolloutMembers.reportsError)
                            and t.rendered_tv_id is distinct from t.refused_tv_id
                            and t.rendered_tv_id > coalesce(t.refused_good_tv_id, 0)
                            and exists (select from fleet f join template_version v on v.fleet_id = f.id
                                        where f.id = $6 and v.id = t.rendered_tv_id and v.id <= f.good_tv_id), false)
                       as fails_good
            from unnest($1::bigint[], $2::bigint[]) g(device_id, n)
            join result r on r.n = g.n
            join device_target t on t.device_id = g.device_id
            left join rendered old on old.id = t.rendered_id
            left join device_status s on s.device_id = t.device_id
            where \(isWaiting)
        ), written as (
            update device_target t
            set stale = c.waits, error = c.error, rev = t.rev + 1,
                rendered_id = coalesce(c.rendered_id, t.rendered_id),
                rendered_tv_id = case when c.error is null then $7 else t.rendered_tv_id end,
                refused_good_tv_id = case when c.fails_good and c.error is null then t.rendered_tv_id
                                          else t.refused_good_tv_id end,
                refused_good_version = case when c.fails_good and c.error is null then t.rendered_version
                                            else t.refused_good_version end,
                rendered_at = case when c.error is null then now() else t.rendered_at end,
                rendered_version = case
                    when c.error is not null or (c.old_hash = c.spec_hash and not c.again) then t.rendered_version
                    else greatest(t.rendered_version, c.reported) + 1 end
            from choice c
            where t.device_id = c.device_id and \(isWaiting) and not (c.waits and t.error is not distinct from c.error)
            returning t.device_id, t.error is null and (c.old_hash is distinct from c.spec_hash or c.again) as fresh,
                      t.error is not null and not c.waits and c.old_error is distinct from t.error as broke,
                      not c.waits and (t.error is not null or coalesce(c.old_hash = c.spec_hash, false) and not c.again)
                          as has_outcome
        )
        select device_id, fresh, broke, false from written where fresh or broke
        union all
        (select 0, false, false, true from written where has_outcome limit 1)
        """

    /// Whether a device still waits for what was rendered.
    private static let isWaiting =
        "t.stale and t.fleet_id is not distinct from $6::bigint and t.tv_id is not distinct from $7::bigint"
}

extension GroupResult.Outcome {
    fileprivate var id: Int64? {
        if case .rendered(let id) = self { id } else { nil }
    }

    fileprivate var waits: Bool {
        if case .waiting = self { true } else { false }
    }

    fileprivate var error: String? {
        switch self {
        case .rendered: nil
        case .failed(let reason), .waiting(let reason): reason
        }
    }
}
