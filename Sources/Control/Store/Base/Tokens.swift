public import SQL

/// Who a bearer token stands for.
public struct TokenHolder: Sendable, Equatable {
    /// Name for events and approvals.
    public let name: String
    /// The organization the token opens.
    public let organization: Organization
    /// How many seconds the token is still good for; nil: for ever.
    public let secondsLeft: Double?
}

/// Bearer tokens of the user API. Only their hashes are stored.
public enum Tokens {
    /// Makes a token valid, in the default organization.
    /// - Parameter hash: SHA-256 of the token.
    public static func add(_ connection: Connection, hash: [UInt8], name: String) throws {
        try connection.query(
            """
            insert into token (org, name, hash) select id, $1, $2 from org where uid = $3::uuid
            on conflict (hash) do nothing
            """,
            [.text(name), .bytes(hash), .text(Organizations.defaultUID)])
    }

    /// Who a token stands for; nil when it is unknown or expired.
    public static func holder(_ connection: Connection, hash: [UInt8]) throws -> TokenHolder? {
        try connection.query(
            """
            select t.name, o.id, o.uid::text, o.name, o.display_name, extract(epoch from t.expires_at - now())::float8
            from token t join org o on o.id = t.org
            where t.hash = $1 and (t.expires_at is null or t.expires_at > now())
            """,
            [.bytes(hash)]
        ).first.map { row in
            try TokenHolder(
                name: row.string(0),
                organization: Organization(
                    id: OrganizationID(row.int(1)), uid: row.string(2), name: row.string(3),
                    displayName: row.string(4)),
                secondsLeft: row.optionalDouble(5))
        }
    }
}
