public import SQL

/// Remembers how far the signatures of a ResourceSync's commits were judged.
public enum VerifiedCommits {
    /// The commit that was verified last for a source, nil when none was; and the time of the database, in seconds
    /// since 1970.
    public static func last(
        _ connection: Connection, sync: Int64, source: String
    ) throws -> (oid: String?, now: Int64) {
        let row = try connection.query(
            """
            select extract(epoch from now())::bigint,
                   (select oid from sync_verification where sync_id = $1 and source = $2)
            """,
            [.int(sync), .text(source)]
        ).one()
        return (try row.optionalString(1), try row.int(0))
    }

    /// Writes down that a commit was verified, in the transaction that applies it.
    public static func record(
        _ connection: Connection, sync: Int64, source: String, oid: String
    ) throws {
        try connection.query(
            """
            insert into sync_verification (sync_id, source, oid) values ($1, $2, $3)
            on conflict (sync_id) do update set source = excluded.source, oid = excluded.oid
            """,
            [.int(sync), .text(source), .text(oid)])
    }

    /// Writes down who signed a commit.
    public static func record(_ connection: Connection, commit: Int64, signer: String) throws {
        try connection.query("update commit set verified = $2 where id = $1", [.int(commit), .text(signer)])
    }
}
