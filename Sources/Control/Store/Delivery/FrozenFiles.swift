public import SQL

/// The files of a frozen source, without the files: where they are found, and how much they are.
public struct FrozenFiles: Sendable, Hashable {
    /// Their content address.
    public let hash: [UInt8]
    /// Bytes of the document that lists them.
    public let size: Int

    private init(_ row: Row, from first: Int) throws {
        hash = try row.bytes(first)
        size = try Int(row.int(first + 1))
    }

    /// Those of every source of a template version that is frozen, with those of its layers.
    public static func byKey(
        _ connection: Connection, _ organization: OrganizationID, templateVersion: Int64
    ) throws -> [SourceKey: FrozenFiles] {
        let rows = try connection.query(
            """
            select \(SourceKey.columns), c.hash, octet_length(c.body)
            from tv_source s join content c on c.org = $1 and c.hash = s.content where s.tv_id = $2
            """,
            [.int(organization.value), .int(templateVersion)])
        return try Dictionary(
            rows.map { try (SourceKey($0), FrozenFiles($0, from: 5)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Those of every source of some declared specs that is frozen, by the hashes of the specs.
    public static func byKey(
        _ connection: Connection, _ organization: OrganizationID, declaredHashes: [[UInt8]]
    ) throws -> [[UInt8]: [SourceKey: FrozenFiles]] {
        let rows = try connection.query(
            """
            select \(SourceKey.columns), c.hash, octet_length(c.body), s.declared_hash
            from declared_source s join content c on c.org = s.org and c.hash = s.content
            where s.org = $1 and s.declared_hash = any($2)
            """,
            [.int(organization.value), .bytesArray(declaredHashes)])
        var found: [[UInt8]: [SourceKey: FrozenFiles]] = [:]
        for row in rows { try found[row.bytes(7), default: [:]][SourceKey(row)] = FrozenFiles(row, from: 5) }
        return found
    }

    /// The documents that list files, by their content addresses.
    public static func bodies(
        _ connection: Connection, _ organization: OrganizationID, _ hashes: [[UInt8]]
    ) throws -> [[UInt8]: SealableBody] {
        let rows = try connection.query(
            "select hash, body, key_id from content where org = $1 and hash = any($2)",
            [.int(organization.value), .bytesArray(hashes)])
        return try Dictionary(
            rows.map { row in
                try (
                    row.bytes(0),
                    SealableBody(
                        bytes: row.bytes(1), keyID: row.optionalString(2),
                        place: SealableBody.place(of: organization, content: row.bytes(0)))
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}
