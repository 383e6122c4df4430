import SQL

extension RenderedSpecs {
    /// Tells of devices that the newest spec cannot be rendered for from now on; of a mass change as many as one change may
    /// tell of. Their condition `SpecValid` tells it as long as it lasts.
    static func tellBroken(_ connection: Connection, _ organization: OrganizationID, _ devices: [Int64]) throws {
        guard !devices.isEmpty else { return }
        try connection.query(
            """
            insert into event (org, kind, name, reason, type, message, actor, component)
            select $1, 'Device', d.name, 'DeviceSpecInvalid', 'Warning',
                   left('Device spec cannot be rendered: ' || t.error, \(Events.longestMessage)), 'service:delivery', 'delivery'
            from device d join device_target t on t.device_id = d.id
            where d.id = any($2) order by d.name limit \(Events.mostPerChange)
            """,
            [.int(organization.value), .intArray(devices)])
    }
}
