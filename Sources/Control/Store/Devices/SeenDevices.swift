public import SQL

/// When devices were last heard of.
public enum SeenDevices {
    /// Notes that devices were heard of just now. Those that had been announced as silent, or are heard of for the first
    /// time, are announced as connected.
    public static func record(_ connection: Connection, ids: [Int64]) throws {
        guard !ids.isEmpty else { return }
        try connection.query(
            "select device_id from device_seen where device_id = any($1) order by device_id for no key update",
            [.intArray(ids)])
        let back = try silent(connection, ids)
        try announce(connection, back, reason: "DeviceConnected", verb: "connected")
        try connection.query(
            """
            insert into device_seen (device_id, at, connected)
            select id, now(), true from device where id = any($1) order by id
            on conflict (device_id) do update set at = excluded.at, connected = true
            """,
            [.intArray(ids)])
        try RolloutQueue.devicesChanged(connection, back.map(\.id))
    }

    private static func silent(_ connection: Connection, _ ids: [Int64]) throws -> [SilentDevice] {
        try connection.query(
            """
            select d.org, d.name, d.id from device d left join device_seen n on n.device_id = d.id
            where d.id = any($1) and n.connected is not true order by d.org, d.name
            """,
            [.intArray(ids)]
        ).map(SilentDevice.init)
    }

    /// Announces devices that have been silent for five minutes of served time, in one set statement. Rows that are just
    /// being written belong to devices that are heard of, and are left out.
    /// - Returns: How many became silent.
    @discardableResult
    public static func markDisconnected(_ connection: Connection) throws -> Int {
        let rows = try connection.query(
            """
            with silent as (
                select device_id from device_seen
                where connected and at < (select liveness_cutoff())
                order by device_id for no key update skip locked
            ), marked as (
                update device_seen n set connected = false from silent where n.device_id = silent.device_id
                returning n.device_id
            )
            select d.org, d.name, d.id from marked join device d on d.id = marked.device_id order by d.org, d.name
            """)
        let silent = try rows.map(SilentDevice.init)
        try announce(
            connection, silent, reason: "DeviceDisconnected", severity: .warning, verb: "disconnected")
        try RolloutQueue.devicesChanged(connection, silent.map(\.id))
        return silent.count
    }
}

/// A device by organization, name and id.
private struct SilentDevice {
    let organization: OrganizationID
    let name: String
    let id: Int64

    init(_ row: Row) throws {
        organization = try OrganizationID(row.int(0))
        name = try row.string(1)
        id = try row.int(2)
    }
}

extension SeenDevices {
    /// One event per device; where very many change at once, one with a count per organization.
    private static func announce(
        _ connection: Connection, _ devices: [SilentDevice], reason: String, severity: EventRecord.Severity = .normal,
        verb: String
    ) throws {
        guard devices.count > Events.mostPerChange else {
            return try Events.record(
                connection,
                devices.map {
                    EventRecord(
                        organization: $0.organization, kind: "Device", name: $0.name, reason: reason,
                        severity: severity, message: "Device is \(verb)", component: "agent-api")
                })
        }
        let groups = Dictionary(grouping: devices, by: \.organization).sorted { $0.key.value < $1.key.value }
        try Events.record(
            connection,
            groups.map { organization, members in
                EventRecord(
                    organization: organization, kind: "Organization", name: "devices", reason: reason,
                    severity: severity, message: "\(members.count) devices are \(verb)", component: "agent-api")
            })
    }
}
