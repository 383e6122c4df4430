public import SQL

/// An outside reference as it was frozen.
public struct FrozenSource: Sendable, Equatable {
    /// The reference as a stable text.
    public let source: String
    /// The commit that it meant.
    public let oid: String
    /// Content address of the files.
    public let hash: [UInt8]
    /// The files.
    public let body: [UInt8]

    /// States a frozen source.
    public init(source: String, oid: String, hash: [UInt8], body: [UInt8]) {
        self.source = source
        self.oid = oid
        self.hash = hash
        self.body = body
    }

    /// Stores sources for a template version. What was frozen first stays.
    public static func save(
        _ connection: Connection, _ organization: OrganizationID, templateVersion: Int64, _ sources: [FrozenSource]
    ) throws {
        guard !sources.isEmpty else { return }
        let distinct = Dictionary(sources.map { ($0.hash, $0.body) }, uniquingKeysWith: { first, _ in first })
        try connection.query(
            """
            insert into content (org, hash, body) select $1, i.* from unnest($2::bytea[], $3::bytea[]) i
            on conflict do nothing
            """,
            [.int(organization.value), .bytesArray(distinct.map(\.key)), .bytesArray(distinct.map(\.value))])
        try connection.query(
            """
            insert into tv_source (tv_id, source, oid, content)
            select $1, i.* from unnest($2::text[], $3::text[], $4::bytea[]) i
            on conflict do nothing
            """,
            [
                .int(templateVersion), .textArray(sources.map(\.source)), .textArray(sources.map(\.oid)),
                .bytesArray(sources.map(\.hash)),
            ])
    }

    /// Every source of a template version that is frozen.
    public static func all(
        _ connection: Connection, _ organization: OrganizationID, templateVersion: Int64
    ) throws -> [FrozenSource] {
        try connection.query(
            """
            select s.source, s.oid, s.content, c.body from tv_source s
            join content c on c.org = $1 and c.hash = s.content
            where s.tv_id = $2
            """,
            [.int(organization.value), .int(templateVersion)]
        ).map { row in
            try FrozenSource(
                source: row.string(0), oid: row.string(1), hash: row.bytes(2), body: row.bytes(3))
        }
    }
}
