public import SQL

/// How waiting devices learn that there is something new. A row says which devices; the notification is only the hint
/// to look, and carries nothing.
public enum WakeUps {
    /// The channel of the hint.
    public static let channel = "martlet_wake"
    /// A row names at most this many devices; more are several rows.
    private static let mostPerRow = 10_000

    /// Wakes devices when the caller's transaction commits.
    public static func send(_ connection: Connection, _ organization: OrganizationID, devices: [Int64]) throws {
        for start in stride(from: 0, to: devices.count, by: mostPerRow) {
            let part = Array(devices[start..<min(start + mostPerRow, devices.count)])
            try connection.query(
                "insert into wake (org, device_ids) values ($1, $2)", [.int(organization.value), .intArray(part)])
        }
        if !devices.isEmpty { try connection.query("select pg_notify($1, '')", [.text(channel)]) }
    }

    /// Removes rows that every reader has seen long ago: readers that lost their connection refresh everything.
    public static func expire(_ connection: Connection) throws {
        try connection.query("delete from wake where at < now() - interval '1 hour'", [])
    }
}
