import Crypto
public import SQL

/// A device that has just been let in.
public struct NewDevice: Sendable {
    /// Its name.
    public var name: String
    /// JSON object of the labels that the approval gives it.
    public var labels: [UInt8]
    /// What it reported with its request, or the default.
    public var status: NewDeviceStatus
    /// The version of the rendered spec that it runs already; numbering continues behind it.
    public var knownVersion: Int64
    /// JSON of `status.integrity`.
    public var integrity: [UInt8]

    /// States a device.
    public init(name: String, labels: [UInt8], status: NewDeviceStatus, knownVersion: Int64, integrity: [UInt8]) {
        self.name = name
        self.labels = labels
        self.status = status
        self.knownVersion = knownVersion
        self.integrity = integrity
    }
}

/// The first status of a device.
public struct NewDeviceStatus: Sendable {
    /// What the device writes into its status.
    public var document: [UInt8]
    /// `image` or `package`, if known.
    public var osMode: String?
    /// The booted image and its digest.
    public var image: String, imageDigest: String

    /// States a status.
    public init(document: [UInt8], osMode: String?, image: String = "", imageDigest: String = "") {
        self.document = document
        self.osMode = osMode
        self.image = image
        self.imageDigest = imageDigest
    }
}

/// Makes devices.
public enum NewDevices {
    /// Makes a device in the caller's transaction: joins what a manifest declares for its name, continues the numbering of
    /// rendered specs where the device or its predecessor stood, and removes the predecessor's tombstone.
    /// - Returns: `device.id`; nil when there is a device of that name.
    public static func create(
        _ connection: Connection, _ organization: OrganizationID, _ device: NewDevice
    ) throws -> Int64? {
        let declaration = try lockDeclaration(connection, organization, device.name)
        let inserted = try connection.query(
            """
            insert into device (org, name, labels, declared_spec, declared_hash) values ($1, $2, coalesce($3::jsonb, $4::jsonb), $5, $6)
            on conflict (org, name) do nothing returning id
            """,
            [
                .int(organization.value), .text(device.name), .optionalJSON(declaration?.labels), .json(device.labels),
                .optionalJSON(declaration?.spec), .optionalBytes(declaration?.hash),
            ])
        guard let id = try inserted.first?.int(0) else { return nil }
        try connection.query(
            """
            with former as (
                delete from device_tombstone where org = $2 and name = $3 returning last_rendered_version
            )
            insert into device_target (device_id, org, rendered_version)
            values ($1, $2, greatest($4, (select last_rendered_version from former)))
            """,
            [.int(id), .int(organization.value), .text(device.name), .int(device.knownVersion)])
        try insertStatus(connection, organization, id, device)
        return id
    }

    private static func insertStatus(
        _ connection: Connection, _ organization: OrganizationID, _ id: Int64, _ device: NewDevice
    ) throws {
        // The hash is of nothing, so that the first report is written even when it says the same.
        try connection.query(
            """
            insert into device_status (device_id, org, reported_version, os_mode, os_image, os_digest, integrity, doc, doc_hash)
            values ($1, $2, $3, $4, $5, $6, $7, $8, '')
            """,
            [
                .int(id), .int(organization.value), .int(device.knownVersion), .optionalText(device.status.osMode),
                .text(device.status.image), .text(device.status.imageDigest), .json(device.integrity),
                .bytes(device.status.document),
            ])
    }

    private struct Declaration {
        let labels: [UInt8]?
        let spec: [UInt8]
        let hash: [UInt8]
    }

    /// What a manifest says about the name, held against a commit that is being applied at the same time.
    ///
    /// A row is put there if there is none, and taken away again: a commit that declares the device meanwhile waits on it,
    /// and then finds the device, and one that came first is waited for. Otherwise each could miss the other.
    private static func lockDeclaration(
        _ connection: Connection, _ organization: OrganizationID, _ name: String
    ) throws -> Declaration? {
        let row = try connection.query(
            """
            insert into device_declaration as i (org, name, spec, hash) values ($1, $2, '{}', '')
            on conflict (org, name) do update set hash = i.hash
            returning labels, spec, hash, xmax = 0
            """,
            [.int(organization.value), .text(name)]
        ).one()
        guard try row.bool(3) else {
            return try Declaration(labels: row.optionalJSON(0), spec: row.json(1), hash: row.bytes(2))
        }
        try connection.query(
            "delete from device_declaration where org = $1 and name = $2", [.int(organization.value), .text(name)])
        return nil
    }
}
