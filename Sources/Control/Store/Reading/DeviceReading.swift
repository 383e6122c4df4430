public import Rendering
public import SQL

/// A device as people see it: its record, and from what its one `spec` is made.
public struct ListedDevice: Sendable {
    /// The device with its status.
    public let record: DeviceRecord
    /// `template_version.id` of what it is to run; nil outside of fleets.
    public let templateVersion: Int64?
}

/// Devices for people.
public enum DeviceReading {
    /// One page of devices.
    /// - Throws: ``StoreError`` when the token is not one of this list.
    public static func list(_ snapshot: Snapshot, _ request: ListRequest) throws -> ListPage<ListedDevice> {
        let query = try PageQuery(request)
        let rows = try query.rows(snapshot)
        let ids = try rows.prefix(Int(request.limit)).map { try $0.int(1) }
        return try query.page(snapshot, rows, items: load(snapshot, ids: ids))
    }

    /// One device; nil when there is none of that name.
    public static func find(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String
    ) throws -> ListedDevice? {
        try id(snapshot.connection, organization, name: name).flatMap { try load(snapshot, ids: [$0]).first }
    }

    /// The frozen templates of these versions, each the JSON of a device spec in which placeholders may stand.
    public static func templates(_ snapshot: Snapshot, versions: Set<Int64>) throws -> [Int64: [UInt8]] {
        let rows = try snapshot.connection.query(
            "select id, spec from template_version where id = any($1)", [.intArray(versions.sorted())])
        return try Dictionary(uniqueKeysWithValues: rows.map { try ($0.int(0), $0.json(1)) })
    }

    /// The layers that were frozen into these versions, in no order.
    public static func layers(_ snapshot: Snapshot, versions: Set<Int64>) throws -> [Int64: [Layer]] {
        try TemplateLayers.all(snapshot.connection, versions: versions)
    }

    /// One device and the spec that it is sent, nil while nothing is rendered for it. The outer nil: there is
    /// no device of that name.
    public static func rendered(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String
    ) throws -> (record: DeviceRecord, body: RenderedBody?)? {
        guard let device = try find(snapshot, organization, name: name)?.record else { return nil }
        return try (device, device.renderedID.flatMap { try RenderedSpecs.body(snapshot.connection, id: $0) })
    }

    /// When a device was last seen, RFC 3339. The outer nil: there is no such device; the inner: it was never seen.
    public static func lastSeen(
        _ connection: Connection, _ organization: OrganizationID, name: String
    ) throws -> String?? {
        try connection.query(
            """
            select \(WireTime.text("n.at")) from device d left join device_seen n on n.device_id = d.id
            where d.org = $1 and d.name = $2
            """,
            [.int(organization.value), .text(name)]
        ).first.map { try $0.optionalString(0) }
    }

    private static func id(_ connection: Connection, _ organization: OrganizationID, name: String) throws -> Int64? {
        try connection.query(
            "select id from device where org = $1 and name = $2", [.int(organization.value), .text(name)]
        ).first?.int(0)
    }

    private static func load(_ snapshot: Snapshot, ids: [Int64]) throws -> [ListedDevice] {
        let rows = try snapshot.connection.query(
            """
            select device_id, coalesce(tv_id, rendered_tv_id)
            from device_target where device_id = any($1) and fleet_id is not null
            """,
            [.intArray(ids)])
        let versions = try Dictionary(uniqueKeysWithValues: rows.map { try ($0.int(0), $0.optionalInt(1)) })
        return try DeviceRecords.load(snapshot.connection, ids: ids).map {
            ListedDevice(record: $0, templateVersion: versions[$0.id] ?? nil)
        }
    }
}
