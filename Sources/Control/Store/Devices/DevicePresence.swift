public import SQL

/// What the poll table keeps of a device.
public struct PollState: Sendable, Equatable {
    /// `device.id`.
    public var device: Int64
    /// Its organization.
    public var organization: OrganizationID
    /// Version of the newest rendered spec.
    public var version: Int64
    /// `rendered.id`; nil while nothing is rendered.
    public var rendered: Int64?
    /// Serial numbers, in lowercase hexadecimal, of the device's certificates that were revoked.
    public var revoked: Set<String>

    /// States what is kept.
    public init(
        device: Int64, organization: OrganizationID, version: Int64, rendered: Int64?, revoked: Set<String> = []
    ) {
        self.device = device
        self.organization = organization
        self.version = version
        self.rendered = rendered
        self.revoked = revoked
    }
}

/// Whether there is a device of a name.
public enum DevicePresence: Sendable, Equatable {
    /// It is enrolled.
    case enrolled(PollState)
    /// A tombstone proves that it was deleted by a committed transaction. Nothing else allows to tell a device that it
    /// does not exist: it would give up its identity.
    case deleted
    /// There is neither a device nor the proof that there was one. The database may be the wrong one.
    case unknown

    /// Looks a device up by the identity in its certificate.
    /// - Parameters:
    ///   - organization: UUID of the organization.
    ///   - name: the device's name, which is its key's fingerprint.
    public static func find(_ connection: Connection, organization: String, name: String) throws -> DevicePresence {
        let rows = try connection.query(
            """
            select d.id, o.id, t.rendered_version, t.rendered_id, \(revokedSerials), b.name is not null
            from org o
            left join device d on d.org = o.id and d.name = $2
            left join device_target t on t.device_id = d.id
            left join device_tombstone b on b.org = o.id and b.name = $2
            where o.uid = $1::uuid
            """,
            [.text(organization), .text(name)])
        guard let row = rows.first else { return .unknown }
        if try !row.isNull(0) { return .enrolled(try state(row)) }
        return try row.bool(5) ? .deleted : .unknown
    }

    /// The states of many devices at once; those that no longer exist are missing.
    public static func states(_ connection: Connection, ids: [Int64]) throws -> [PollState] {
        try connection.query(
            """
            select d.id, d.org, t.rendered_version, t.rendered_id, \(revokedSerials)
            from device d join device_target t on t.device_id = d.id
            where d.id = any($1)
            """,
            [.intArray(ids)]
        ).map(state)
    }

    private static let revokedSerials = """
        (select string_agg(encode(c.serial, 'hex'), ' ') from certificate c
         where c.device_id = d.id and c.revoked_at is not null)
        """

    private static func state(_ row: Row) throws -> PollState {
        try PollState(
            device: row.int(0), organization: OrganizationID(row.int(1)), version: row.int(2),
            rendered: row.optionalInt(3),
            revoked: Set((row.optionalString(4) ?? "").split(separator: " ").map(String.init)))
    }
}
