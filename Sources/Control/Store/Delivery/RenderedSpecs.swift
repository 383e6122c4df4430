import Nodes
import Resources
public import SQL

/// A rendered spec to be stored.
public struct NewRendered: Sendable {
    /// Address of all that it was rendered from.
    let key: [UInt8]
    /// Address of its bytes.
    let hash: [UInt8]
    /// The JSON of the spec.
    let body: SealableBody
    /// Paths of the files whose content only devices may see.
    let concealed: [String]

    /// States a rendered spec.
    public init(key: [UInt8], hash: [UInt8], body: SealableBody, concealed: [String] = []) {
        self.key = key
        self.hash = hash
        self.body = body
        self.concealed = concealed
    }

    /// How many bytes its body has.
    public var size: Int { body.bytes.count }
}

/// Rendered specs by content.
public enum RenderedSpecs {
    /// The rendered specs that exist already for some keys, so that equal inputs are rendered once (P5). What is found
    /// counts as new, so that it is not expired before it is assigned.
    public static func find(
        _ connection: Connection, _ organization: OrganizationID, keys: [[UInt8]]
    ) throws -> [[UInt8]: Int64] {
        let rows = try connection.query(
            "update rendered set created_at = now() where org = $1 and key = any($2) returning key, id",
            [.int(organization.value), .bytesArray(keys)])
        return try Dictionary(rows.map { try ($0.bytes(0), $0.int(1)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Stores rendered specs, or finds those that another worker stored first.
    /// - Returns: `rendered.id` of each by its key.
    public static func save(
        _ connection: Connection, _ organization: OrganizationID, _ specs: [NewRendered]
    ) throws -> [[UInt8]: Int64] {
        guard !specs.isEmpty else { return [:] }
        let rows = try connection.query(
            """
            insert into rendered (org, key, spec_hash, body, key_id, concealed)
            select $1, i.key, i.hash, i.body, i.key_id, array(select jsonb_array_elements_text(i.concealed))
            from unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::text[], $6::jsonb[]) i(key, hash, body, key_id, concealed)
            order by i.key
            on conflict (org, key) do update set key = excluded.key returning key, id
            """,
            [
                .int(organization.value), .bytesArray(specs.map(\.key)), .bytesArray(specs.map(\.hash)),
                .bytesArray(specs.map(\.body.bytes)), .optionalTextArray(specs.map(\.body.keyID)),
                .jsonArray(specs.map { Node.array($0.concealed.map(Node.string)).canonicalJSON() }),
            ])
        return try Dictionary(rows.map { try ($0.bytes(0), $0.int(1)) }, uniquingKeysWith: { first, _ in first })
    }
}

extension RenderedSpecs {
    /// Removes rendered specs that no device has had for a day, and frozen files that no template version refers to.
    public static func expire(_ connection: Connection) throws {
        try connection.query(
            """
            delete from rendered r where created_at < now() - interval '1 day'
              and not exists (select 1 from device_target t where t.rendered_id = r.id)
            """, [])
        try connection.query(
            "delete from content c where not exists (select 1 from tv_source s where s.content = c.hash) "
                + "and not exists (select 1 from declared_source s where s.org = c.org and s.content = c.hash)", [])
    }
}
