public import SQL

/// The record of when the agent API was served: only such time counts towards a device's silence.
public enum ServedTime {
    /// A gap longer than this between two extensions was not served.
    static let longestGap = "30 seconds"

    /// Says that the agent API is being served now. Belongs into the transaction that notes which devices were heard of,
    /// so that served time never runs ahead of what was heard.
    /// - Parameter replica: name of this process, unique among those that run.
    public static func extend(_ connection: Connection, replica: String) throws {
        let extended = try connection.query(
            """
            update served set until = now()
            where replica = $1 and until > now() - interval '\(longestGap)'
              and since = (select max(since) from served where replica = $1)
            """,
            [.text(replica)])
        guard extended.affected == 0 else { return }
        try connection.query(
            "insert into served (replica, since, until) values ($1, now(), now()) on conflict do nothing",
            [.text(replica)])
        try connection.query("delete from served where until < now() - interval '1 day'")
    }
}
