import Nodes
import Resources
public import SQL

/// A rendered spec to be stored.
public struct NewRendered: Sendable {
    /// Address of all that it was rendered from.
    let key: [UInt8]
    /// Address of its bytes.
    let hash: [UInt8]
    /// The JSON of the spec.
    let body: SealableBody
    /// Paths of the files whose content only devices may see.
    let concealed: [String]

    /// States a rendered spec.
    public init(key: [UInt8], hash: [UInt8], body: SealableBody, concealed: [String] = []) {
        self.key = key
        self.hash = hash
        self.body = body
        self.concealed = concealed
    }
}

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

/// Rendered specs by content, and their assignment to devices.
public enum RenderedSpecs {
    /// The rendered specs that exist already for some keys, so that equal inputs are rendered once (P5). What is found
    /// counts as new, so that it is not expired before it is assigned.
    public static func find(
        _ connection: Connection, _ organization: OrganizationID, keys: [[UInt8]]
    ) throws -> [[UInt8]: Int64] {
        let rows = try connection.query(
            "update rendered set created_at = now() where org = $1 and key = any($2) returning key, id",
            [.int(organization.value), .bytesArray(keys)])
        return try Dictionary(rows.map { try ($0.bytes(0), $0.int(1)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Stores rendered specs, or finds those that another worker stored first.
    /// - Returns: `rendered.id` of each by its key.
    public static func save(
        _ connection: Connection, _ organization: OrganizationID, _ specs: [NewRendered]
    ) throws -> [[UInt8]: Int64] {
        guard !specs.isEmpty else { return [:] }
        let rows = try connection.query(
            """
            insert into rendered (org, key, spec_hash, body, key_id, concealed)
            select $1, i.key, i.hash, i.body, i.key_id, array(select jsonb_array_elements_text(i.concealed))
            from unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::text[], $6::jsonb[]) i(key, hash, body, key_id, concealed)
            order by i.key
            on conflict (org, key) do update set key = excluded.key returning key, id
            """,
            [
                .int(organization.value), .bytesArray(specs.map(\.key)), .bytesArray(specs.map(\.hash)),
                .bytesArray(specs.map(\.body.bytes)), .optionalTextArray(specs.map(\.body.keyID)),
                .jsonArray(specs.map { Node.array($0.concealed.map(Node.string)).canonicalJSON() }),
            ])
        return try Dictionary(rows.map { try ($0.bytes(0), $0.int(1)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Gives every stale device of a fleet (nil: of no fleet) the result of its group, in one statement, and wakes the
    /// devices that have something new. A device whose spec came out equal keeps its version, unless it failed at that one and
    /// what was rendered for it was forgotten since: it gets the same under a new number, as it would not look at the old one.
    /// That it failed at the good version, or one before it, is remembered here at the latest: it is seen no more when another
    /// one is rendered.
    /// - Returns: How many devices have something new.
    public static func assign(
        _ connection: Connection, _ organization: OrganizationID, fleet: StaleFleet?, mentioned: MentionedInputs,
        results: [GroupResult]
    ) throws -> Int {
        let rows = try connection.query(
            """
            with result as (
                select * from unnest($5::jsonb[], $6::text[], $7::bytea[], $8::bigint[], $9::text[], $11::bool[])
                              r(labels, name, declared, rendered_id, error, waits)
            ), input (device_id, labels, name, declared, reported, again, fails_good) as (
                select t.device_id, \(StaleGroups.inputs), coalesce(s.reported_version, 0),
                       coalesce(t.tv_id is not null and t.rendered_tv_id is null and s.failed_version = t.rendered_version, false),
                       coalesce(t.rendered_tv_id <> $10 and t.rendered_version > 0 and s.failed_version = t.rendered_version
                                and t.rendered_tv_id is distinct from t.refused_tv_id
                                and t.rendered_tv_id > coalesce(t.refused_good_tv_id, 0)
                                and exists (select from fleet f join template_version v on v.fleet_id = f.id
                                            where f.id = $2 and v.id = t.rendered_tv_id and v.id <= f.good_tv_id), false)
                from device_target t
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
                          before.error is null and t.error is not null and not c.waits as broke
            )
            select device_id, fresh, broke from written where fresh or broke
            """,
            [.int(organization.value), .optionalInt(fleet?.id)] + StaleGroups.parameters(mentioned) + [
                .jsonArray(results.map(\.inputs.labels)), .optionalTextArray(results.map(\.inputs.name)),
                .optionalBytesArray(results.map(\.inputs.declaredHash)), .optionalIntArray(results.map(\.outcome.id)),
                .optionalTextArray(results.map(\.outcome.error)), .optionalInt(fleet?.templateVersion),
                .textArray(results.map { $0.outcome.waits ? "true" : "false" }),
            ])
        try tellBroken(connection, organization, rows.filter { try $0.bool(2) }.map { try $0.int(0) })
        let fresh = try rows.filter { try $0.bool(1) }.map { try $0.int(0) }
        try WakeUps.send(connection, organization, devices: fresh)
        return fresh.count
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

extension RenderedSpecs {
    /// Removes rendered specs that no device has had for a day, and frozen files that no template version refers to.
    public static func expire(_ connection: Connection) throws {
        try connection.query(
            """
            delete from rendered r where created_at < now() - interval '1 day'
              and not exists (select 1 from device_target t where t.rendered_id = r.id)
            """, [])
        try connection.query(
            "delete from content c where not exists (select 1 from tv_source s where s.content = c.hash) "
                + "and not exists (select 1 from declared_source s where s.org = c.org and s.content = c.hash)", [])
    }
}
