public import SQL

/// Who gets a further certificate.
public enum Renewals {
    /// Whether a device may renew its certificate: not once it has reported that it is being decommissioned. Nil when there
    /// is no such device.
    public static func isActive(_ connection: Connection, device: Int64) throws -> Bool? {
        try connection.query(
            "select decommissioning is null from device_status where device_id = $1", [.int(device)]
        ).first?.bool(0)
    }
}
