public import SQL

/// What a template takes from a device: the inputs of a rendered spec that vary inside a fleet.
public struct RenderInputs: Sendable, Hashable {
    /// JSON object of the labels that the template mentions, as far as the device carries them: absent is not empty.
    public let labels: [UInt8]
    /// The device's name, if the template mentions it.
    public let name: String?
    /// Hash of the device's own declared spec; nil when it has none.
    public let declaredHash: [UInt8]?

    /// States inputs.
    public init(labels: [UInt8], name: String?, declaredHash: [UInt8]?) {
        self.labels = labels
        self.name = name
        self.declaredHash = declaredHash
    }
}

/// What a template mentions, as the store groups devices by it.
public struct MentionedInputs: Sendable {
    /// Keys of the labels; nil means all of them.
    public let labelKeys: [String]?
    /// Whether the device's name is mentioned.
    public let name: Bool

    /// States what is mentioned.
    public init(labelKeys: [String]?, name: Bool) {
        self.labelKeys = labelKeys
        self.name = name
    }
}

/// Devices with equal inputs: they get one rendered spec.
public struct StaleGroup: Sendable {
    /// The inputs they share.
    public let inputs: RenderInputs
    /// The declared spec they share, if any.
    public let declaredSpec: [UInt8]?
    /// `device.id` of each.
    public let devices: [Int64]
}

/// A fleet with stale members and a template version that some of them should run: in the middle of a rollout there are
/// several.
public struct StaleFleet: Sendable {
    /// `fleet.id`.
    public let id: Int64
    /// `metadata.name`.
    public let name: String
    /// The template version.
    public let templateVersion: Int64
    /// Its name.
    public let templateVersionName: String
    /// The frozen template.
    public let template: [UInt8]
}

/// Finds what has to be rendered: distinct inputs, never single devices.
public enum StaleGroups {
    /// Fleets with stale members, once for each template version that such members should run.
    public static func fleets(_ connection: Connection, _ organization: OrganizationID) throws -> [StaleFleet] {
        try connection.query(
            """
            select r.id, r.name, v.id, v.name, v.spec
            from (select distinct fleet_id, tv_id from device_target
                  where org = $1 and stale and fleet_id is not null and tv_id is not null) t
            join resource r on r.id = t.fleet_id
            join template_version v on v.id = t.tv_id
            order by r.id, v.id
            """,
            [.int(organization.value)]
        ).map { row in
            try StaleFleet(
                id: row.int(0), name: row.string(1), templateVersion: row.int(2), templateVersionName: row.string(3),
                template: row.json(4))
        }
    }

    /// Groups the stale members of a fleet that should run one version, or with nil the stale devices of no fleet, by
    /// their inputs. Devices in conflict between fleets and devices being decommissioned keep what they have.
    public static func groups(
        _ connection: Connection, _ organization: OrganizationID, fleet: StaleFleet?, mentioned: MentionedInputs
    ) throws -> [StaleGroup] {
        try connection.query(
            """
            select \(inputs), (array_agg(d.declared_spec))[1], array_agg(t.device_id)
            from device_target t join device d on d.id = t.device_id
            where t.org = $1 and t.stale and \(member(of: fleet)) and \(eligible)
            group by 1, 2, 3
            """,
            [.int(organization.value), .optionalInt(fleet?.id)] + parameters(mentioned)
                + [.optionalInt(fleet?.templateVersion)]
        ).map { row in
            try StaleGroup(
                inputs: RenderInputs(
                    labels: row.json(0), name: row.optionalString(1), declaredHash: row.optionalBytes(2)),
                declaredSpec: row.optionalJSON(3), devices: row.intArray(4))
        }
    }

    /// The inputs of a device as three expressions over `device d`; `$3` are the mentioned label keys (null: all), `$4`
    /// is whether the name is mentioned.
    private static let inputs = """
        case when $3::text[] is null then d.labels
             else (select coalesce(jsonb_object_agg(k, d.labels -> k), '{}') from unnest($3::text[]) k where d.labels ? k)
        end, case when $4::bool then d.name end, d.declared_hash
        """

    /// Whether a device belongs to the fleet `$2` and should run its version `$5`, or belongs to none.
    private static func member(of fleet: StaleFleet?) -> String {
        fleet == nil
            ? "t.fleet_id is null and $2::bigint is null and $5::bigint is null"
            : "t.fleet_id = $2 and t.tv_id = $5"
    }

    /// Which stale devices are rendered now. A device without fleet and without declared spec gets the empty spec
    /// once, when it is new, and afterwards keeps what it has.
    private static let eligible = """
        not exists (select 1 from device_conflict c where c.device_id = t.device_id)
        and (t.fleet_id is not null or d.declared_spec is not null or t.rendered_id is null)
        """

    private static func parameters(_ mentioned: MentionedInputs) -> [Parameter] {
        [mentioned.labelKeys.map(Parameter.textArray) ?? .null, .bool(mentioned.name)]
    }
}
