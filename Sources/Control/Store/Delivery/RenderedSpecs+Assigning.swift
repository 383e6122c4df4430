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

    /// The inputs that the group shares.
    public let inputs: RenderInputs
    /// What became of it.
    public let outcome: Outcome

    /// States a result.
    public init(inputs: RenderInputs, outcome: Outcome) {
        self.inputs = inputs
        self.outcome = outcome
    }
}

extension RenderedSpecs {
    /// Gives every stale device of a fleet (nil: of no fleet) the result of its group, in one statement, and wakes the
    /// devices that have something new. A device whose spec came out equal keeps its version, unless it failed at that one and
    /// what was rendered for it was forgotten since: it gets the same under a new number, as it would not look at the old one.
    /// That it failed at the good version is remembered here at the latest: it is seen no more when another one is rendered.
    /// - Returns: How many devices have something new.
    public static func assign(
        _ connection: Connection, _ organization: OrganizationID, fleet: StaleFleet?, mentioned: MentionedInputs,
        results: [GroupResult]
    ) throws -> Int {
        let rows = try connection.query(
            statement(fleet),
            [.int(organization.value), .optionalInt(fleet?.id)] + StaleGroups.parameters(mentioned) + [
                .jsonArray(results.map(\.inputs.labels)), .optionalTextArray(results.map(\.inputs.name)),
                .optionalBytesArray(results.map(\.inputs.declaredHash)), .optionalIntArray(results.map(\.outcome.id)),
                .optionalTextArray(results.map(\.outcome.error)), .optionalInt(fleet?.templateVersion),
                .textArray(results.map { $0.outcome.waits ? "true" : "false" }),
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
    private static func statement(_ fleet: StaleFleet?) -> String {
        """
        with result as (
            select * from unnest($5::jsonb[], $6::text[], $7::bytea[], $8::bigint[], $9::text[], $11::bool[])
                          r(labels, name, declared, rendered_id, error, waits)
        ), input (device_id, labels, name, declared, reported, again, fails_good) as (
            select t.device_id, \(StaleGroups.inputs), coalesce(s.reported_version, 0),
                   coalesce(t.tv_id is not null and t.rendered_tv_id is null and s.failed_version = t.rendered_version, false),
                   coalesce(t.tv_id <> c.version and \(RolloutMembers.isFailed)
                            and t.refused_tv_id is distinct from c.version, false)
            from device_target t
            cross join (select (select good_tv_id from fleet where id = $2) as version offset 0) c
            join device d on d.id = t.device_id
            left join device_status s on s.device_id = t.device_id
            where t.org = $1 and t.stale and \(StaleGroups.member(of: fleet, version: "$10"))
              and \(StaleGroups.eligible)
        ), choice as (
            select i.device_id, i.reported, i.again, i.fails_good, r.rendered_id, r.error, r.waits, new.spec_hash
            from input i
            join result r on r.labels = i.labels and r.name is not distinct from i.name
                         and r.declared is not distinct from i.declared
            left join rendered new on new.id = r.rendered_id
        ), written as (
            update device_target t
            set stale = c.waits, error = c.error, rev = t.rev + 1,
                rendered_id = coalesce(c.rendered_id, t.rendered_id),
                rendered_tv_id = case when c.error is null then $10 else t.rendered_tv_id end,
                refused_good_tv_id = case when c.fails_good and c.error is null then t.rendered_tv_id
                                          else t.refused_good_tv_id end,
                refused_good_version = case when c.fails_good and c.error is null then t.rendered_version
                                            else t.refused_good_version end,
                rendered_at = case when c.error is null then now() else t.rendered_at end,
                rendered_version = case
                    when c.error is not null or (old.spec_hash = c.spec_hash and not c.again) then t.rendered_version
                    else greatest(t.rendered_version, c.reported) + 1 end
            from choice c
            join device_target before on before.device_id = c.device_id
            left join rendered old on old.id = before.rendered_id
            where t.device_id = c.device_id and t.stale and t.tv_id is not distinct from $10
              and not (c.waits and t.error is not distinct from c.error)
            returning t.device_id, t.error is null and (old.spec_hash is distinct from c.spec_hash or c.again) as fresh,
                      t.error is not null and not c.waits and before.error is distinct from t.error as broke,
                      not c.waits and (t.error is not null or coalesce(old.spec_hash = c.spec_hash, false) and not c.again)
                          as has_outcome
        )
        select device_id, fresh, broke, false from written where fresh or broke
        union all
        (select 0, false, false, true from written where has_outcome limit 1)
        """
    }
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
