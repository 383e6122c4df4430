public import SQL

/// Names a part of a git repository that a template draws config from.
public struct SourceKey: Sendable, Hashable {
    /// Name of the config provider.
    public let provider: String
    /// Name of the Repository.
    public let repository: String
    /// Branch, tag or commit.
    public let revision: String
    /// Directory or file, without a leading slash.
    public let path: String

    /// Names a source.
    public init(provider: String, repository: String, revision: String, path: String) {
        self.provider = provider
        self.repository = repository
        self.revision = revision
        self.path = path
    }
}

/// An outside reference as it was frozen.
public struct FrozenSource: Sendable, Equatable {
    /// The reference.
    public let key: SourceKey
    /// The commit that it meant.
    public let oid: String
    /// Content address of the files.
    public let hash: [UInt8]
    /// The files.
    public let body: [UInt8]

    /// States a frozen source.
    public init(key: SourceKey, oid: String, hash: [UInt8], body: [UInt8]) {
        self.key = key
        self.oid = oid
        self.hash = hash
        self.body = body
    }

    /// Stores sources for a template version. The files that were frozen first stay; the commit is noted anew.
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
            insert into tv_source (tv_id, provider, repository, revision, path, oid, content)
            select $1, i.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[]) i
            on conflict (tv_id, provider, repository, revision, path) do update set oid = excluded.oid
            """,
            [
                .int(templateVersion), .textArray(sources.map(\.key.provider)),
                .textArray(sources.map(\.key.repository)),
                .textArray(sources.map(\.key.revision)), .textArray(sources.map(\.key.path)),
                .textArray(sources.map(\.oid)), .bytesArray(sources.map(\.hash)),
            ])
    }

    /// Every source of a template version that is frozen.
    public static func all(
        _ connection: Connection, _ organization: OrganizationID, templateVersion: Int64
    ) throws -> [FrozenSource] {
        try connection.query(
            """
            select s.provider, s.repository, s.revision, s.path, s.oid, s.content, c.body from tv_source s
            join content c on c.org = $1 and c.hash = s.content
            where s.tv_id = $2
            """,
            [.int(organization.value), .int(templateVersion)]
        ).map { row in
            try FrozenSource(
                key: SourceKey(
                    provider: row.string(0), repository: row.string(1), revision: row.string(2), path: row.string(3)),
                oid: row.string(4), hash: row.bytes(5), body: row.bytes(6))
        }
    }
}
