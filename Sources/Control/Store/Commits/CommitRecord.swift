import SQL

/// A commit as provenance remembers it.
public struct CommitRecord: Sendable, Equatable {
    /// Address of the repository, without credentials.
    public let repository: String
    /// Object id, 40 hexadecimal digits.
    public let oid: String
    /// The author's name.
    public let authorName: String
    /// The author's e-mail address.
    public let authorEmail: String
    /// Seconds since 1970.
    public let committedAt: Int64
    /// First line of the message.
    public let subject: String

    /// Describes a commit.
    public init(
        repository: String, oid: String, authorName: String, authorEmail: String, committedAt: Int64, subject: String
    ) {
        self.repository = repository
        self.oid = oid
        self.authorName = authorName
        self.authorEmail = authorEmail
        self.committedAt = committedAt
        self.subject = subject
    }

    /// Stores the commit, if it is new.
    /// - Returns: `commit.id`.
    func save(_ connection: Connection, _ organization: OrganizationID) throws -> Int64 {
        let rows = try connection.query(
            """
            insert into commit (org, repository, oid, author_name, author_email, committed_at, subject)
            values ($1, $2, $3, $4, $5, to_timestamp($6::bigint), $7)
            on conflict (org, repository, oid) do update set subject = excluded.subject
            returning id
            """,
            [
                .int(organization.value), .text(repository), .text(oid), .text(authorName), .text(authorEmail),
                .int(committedAt), .text(subject),
            ])
        return try rows.one().int(0)
    }
}
