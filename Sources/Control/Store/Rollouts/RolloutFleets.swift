public import SQL

/// Fleets as operations on rollouts find them.
public enum RolloutFleets {
    /// `fleet.id` by name; nil when there is none.
    public static func id(_ connection: Connection, _ organization: OrganizationID, name: String) throws -> Int64? {
        try connection.query(
            "select id from resource where org = $1 and kind = 'Fleet' and name = $2",
            [.int(organization.value), .text(name)]
        ).first?.int(0)
    }
}
