import Nodes
import Resources
public import SQL

/// Names something outside that a spec draws config from.
public struct SourceKey: Sendable, Hashable {
    /// What is drawn on.
    public enum Kind: String, Sendable {
        /// A part of a git repository.
        case git
        /// A document of a web server.
        case http
        /// The keys of a secret.
        case secret
    }

    /// Name of the config provider.
    public let provider: String
    /// What is drawn on.
    public let kind: Kind
    /// Name of the Repository; the namespace of a secret.
    public let repository: String
    /// Branch, tag or commit; of a web server what is appended to its URL; the name of a secret.
    public let revision: String
    /// Directory or file, without a leading slash; of a web server the file on the device, of a secret the directory there.
    public let path: String

    /// Names a source.
    public init(provider: String, kind: Kind, repository: String, revision: String, path: String) {
        self.provider = provider
        self.kind = kind
        self.repository = repository
        self.revision = revision
        self.path = path
    }
}

extension SourceKey {
    /// What `init(_:)` reads first, of rows `s`.
    static let columns = "s.provider, s.kind, s.repository, s.revision, s.path"

    init(_ row: Row) throws {
        let word = try row.string(1)
        guard let kind = Kind(rawValue: word) else { throw StoreError.unreadable("a source of the kind '\(word)'") }
        try self.init(
            provider: row.string(0), kind: kind, repository: row.string(2), revision: row.string(3), path: row.string(4)
        )
    }
}

/// An outside reference as it was frozen.
public struct FrozenSource: Sendable, Equatable {
    /// The reference.
    public let key: SourceKey
    /// The commit that it meant, or the keyed hash of the document or secret.
    public let oid: String
    /// Content address of the files.
    public let hash: [UInt8]
    /// The files, sealed when they are a secret.
    public let body: SealableBody
    /// The paths of the files, when these are sealed.
    public let paths: [String]

    /// States a frozen source.
    public init(key: SourceKey, oid: String, hash: [UInt8], body: SealableBody, paths: [String] = []) {
        self.key = key
        self.oid = oid
        self.hash = hash
        self.body = body
        self.paths = paths
    }

    /// Stores sources for a template version. The files that were frozen first stay; the commit is noted anew.
    public static func save(
        _ connection: Connection, _ organization: OrganizationID, templateVersion: Int64, _ sources: [FrozenSource]
    ) throws {
        guard !sources.isEmpty else { return }
        try saveContent(connection, organization, sources)
        try connection.query(
            """
            insert into tv_source (tv_id, provider, kind, repository, revision, path, oid, content)
            select $1, i.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[]) i
            on conflict (tv_id, provider, repository, revision, path) do update set oid = excluded.oid
            """,
            [.int(templateVersion)] + columns(sources))
    }

    /// Stores the sources that a declared spec of devices of no fleet draws on. What is newer takes the place of what was.
    public static func save(
        _ connection: Connection, _ organization: OrganizationID, declaredHash: [UInt8], _ sources: [FrozenSource]
    ) throws {
        guard !sources.isEmpty else { return }
        try saveContent(connection, organization, sources)
        try connection.query(
            """
            insert into declared_source (org, declared_hash, provider, kind, repository, revision, path, oid, content)
            select $1, $9, i.*
            from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[]) i
            on conflict (org, declared_hash, provider, repository, revision, path) do update
                set kind = excluded.kind, oid = excluded.oid, content = excluded.content
            """,
            [.int(organization.value)] + columns(sources) + [.bytes(declaredHash)])
    }

    private static func saveContent(
        _ connection: Connection, _ organization: OrganizationID, _ sources: [FrozenSource]
    ) throws {
        let distinct = Dictionary(sources.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first }).map(\.value)
        try connection.query(
            """
            insert into content (org, hash, body, key_id, paths)
            select $1, i.hash, i.body, i.key_id,
                   case when i.key_id is not null then array(select jsonb_array_elements_text(i.paths)) end
            from unnest($2::bytea[], $3::bytea[], $4::text[], $5::jsonb[]) i(hash, body, key_id, paths)
            on conflict do nothing
            """,
            [
                .int(organization.value), .bytesArray(distinct.map(\.hash)), .bytesArray(distinct.map(\.body.bytes)),
                .optionalTextArray(distinct.map(\.body.keyID)),
                .jsonArray(distinct.map { Node.array($0.paths.map(Node.string)).canonicalJSON() }),
            ])
    }

    private static func columns(_ sources: [FrozenSource]) -> [Parameter] {
        [
            .textArray(sources.map(\.key.provider)), .textArray(sources.map(\.key.kind.rawValue)),
            .textArray(sources.map(\.key.repository)), .textArray(sources.map(\.key.revision)),
            .textArray(sources.map(\.key.path)), .textArray(sources.map(\.oid)), .bytesArray(sources.map(\.hash)),
        ]
    }
}

extension FrozenSource {
    /// Every source of a template version that is frozen, but for those of its layers, which are looked at again through
    /// the layers' own versions.
    public static func own(
        _ connection: Connection, _ organization: OrganizationID, templateVersion: Int64
    ) throws -> [FrozenSource] {
        try read(
            connection, organization, from: "tv_source s where s.tv_id = $2 and s.layer_tv_id is null",
            .int(templateVersion))
    }

    /// Every source of a declared spec that is frozen.
    public static func all(
        _ connection: Connection, _ organization: OrganizationID, declaredHash: [UInt8]
    ) throws -> [FrozenSource] {
        try read(
            connection, organization, from: "declared_source s where s.org = $1 and s.declared_hash = $2",
            .bytes(declaredHash))
    }

    private static func read(
        _ connection: Connection, _ organization: OrganizationID, from: String, _ owner: Parameter
    ) throws -> [FrozenSource] {
        try connection.query(
            """
            select \(SourceKey.columns), s.oid, s.content, c.body, c.key_id,
                   coalesce(array_to_json(c.paths), '[]')
            from (select s.* from \(from)) s join content c on c.org = $1 and c.hash = s.content
            """,
            [.int(organization.value), owner]
        ).map { row in
            try FrozenSource(
                key: SourceKey(row), oid: row.string(5), hash: row.bytes(6),
                body: SealableBody(
                    bytes: row.bytes(7), keyID: row.optionalString(8),
                    place: SealableBody.place(of: organization, content: row.bytes(6))),
                paths: (StoredSpec.node(row.json(9)).elements ?? []).compactMap(\.string))
        }
    }
}
