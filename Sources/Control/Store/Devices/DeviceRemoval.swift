public import SQL

/// The end of a device.
public enum DeviceRemoval {
    /// Deletes a device at an operator's request, in the caller's transaction: the tombstone that proves it, the device
    /// with all that hangs on it, its enrolment request, the event, and the wake-up of its waiting poll.
    ///
    /// A manifest that declares the device stays, and is joined again should the device enrol anew.
    /// - Returns: Whether there was such a device.
    public static func delete(
        _ connection: Connection, _ organization: OrganizationID, name: String, actor: String, requestID: String? = nil
    ) throws -> Bool {
        let rows = try connection.query(
            """
            select d.id, greatest(t.rendered_version, s.reported_version)
            from device d join device_target t on t.device_id = d.id join device_status s on s.device_id = d.id
            where d.org = $1 and d.name = $2
            for update
            """,
            [.int(organization.value), .text(name)])
        guard let row = rows.first else { return false }
        let id = try row.int(0)
        try connection.query(
            """
            insert into device_tombstone (org, name, last_rendered_version) values ($1, $2, $3)
            on conflict (org, name) do update
                set deleted_at = now(), last_rendered_version = excluded.last_rendered_version
            """,
            [.int(organization.value), .text(name), .int(row.int(1))])
        try connection.query(
            "delete from enrollment_request where org = $1 and name = $2", [.int(organization.value), .text(name)])
        // The last that a rollout waits for may be the one that goes.
        try RolloutQueue.devicesChanged(connection, [id])
        try connection.query("delete from device where id = $1", [.int(id)])
        try WakeUps.send(connection, organization, devices: [id])
        try Events.record(
            connection,
            [
                EventRecord(
                    organization: organization, kind: "Device", name: name, reason: "ResourceDeleted",
                    message: "Device was deleted", component: "api", actor: actor, requestID: requestID)
            ])
        return true
    }
}
