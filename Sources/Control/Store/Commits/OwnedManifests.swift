public import Planning
import Resources
public import SQL

/// What the store knows about the documents of a sync: the planner's facts.
public enum OwnedManifests {
    /// The documents that a sync owns, in the given files or, with nil, in all.
    public static func owned(_ connection: Connection, sync: Int64, paths: [String]?) throws -> [Owned] {
        let rows = try connection.query(
            """
            select kind, name, path, doc, line, col, hash from manifest
            where sync_id = $1 and ($2::text[] is null or path = any($2))
            """,
            [.int(sync), paths.map(Parameter.textArray) ?? .null])
        return try rows.map(owned)
    }

    /// Who holds the given names, other than documents of this sync in the given files (nil: in all files).
    public static func claims(
        _ connection: Connection, _ organization: OrganizationID, sync: Int64, paths: [String]?, keys: [ObjectKey]
    ) throws -> [Claim] {
        let rows = try connection.query(
            """
            select i.kind, i.name, m.path, m.doc, m.line, m.col, m.sync_id = $4, s.name
            from unnest($2::text[], $3::text[]) i(kind, name)
            left join manifest m on m.org = $1 and m.kind = i.kind and m.name = i.name
            left join resource s on s.id = m.sync_id
            left join resource r on r.org = $1 and r.kind = i.kind and r.name = i.name
            left join device d on i.kind = 'Device' and d.org = $1 and d.name = i.name
            where (m.sync_id is not null or r.id is not null or d.id is not null)
              and (m.sync_id is distinct from $4 or ($5::text[] is not null and m.path <> all($5)))
            """,
            [
                .int(organization.value), .textArray(keys.map(\.kind.rawValue)), .textArray(keys.map(\.name)),
                .int(sync), paths.map(Parameter.textArray) ?? .null,
            ])
        return try rows.map { row in
            let key = try key(row, 0)
            guard try row.optionalString(2) != nil else { return Claim(key: key, holder: .nobody) }
            let place = try place(row, 2)
            let own = try row.bool(6)
            return try Claim(key: key, holder: own ? .sameSync(place) : .otherSync(name: row.string(7), place))
        }
    }

    /// What the bootstrap directory applied.
    public static func bootstrapped(_ connection: Connection, _ organization: OrganizationID) throws -> [Owned] {
        try connection.query(
            "select kind, name, path, 0, line, col, hash from bootstrap where org = $1", [.int(organization.value)]
        ).map(owned)
    }

    /// Those of the names that a document in git owns.
    public static func heldByGit(
        _ connection: Connection, _ organization: OrganizationID, keys: [ObjectKey]
    ) throws -> [ObjectKey] {
        try connection.query(
            """
            select kind, name from manifest
            where org = $1 and (kind, name) in (select * from unnest($2::text[], $3::text[]))
            """,
            [.int(organization.value), .textArray(keys.map(\.kind.rawValue)), .textArray(keys.map(\.name))]
        ).map { try key($0, 0) }
    }

    /// Kind, name, path, document, line, column and hash of a row.
    static func owned(_ row: Row) throws -> Owned {
        try Owned(key: key(row, 0), place: place(row, 2), hash: row.bytes(6))
    }

    static func key(_ row: Row, _ column: Int) throws -> ObjectKey {
        let kind = try row.string(column)
        guard let known = Kind(rawValue: kind) else {
            throw StoreError.unreadable("manifest of kind \(kind), which this program does not know")
        }
        return try ObjectKey(kind: known, name: row.string(column + 1))
    }

    static func place(_ row: Row, _ column: Int) throws -> Place {
        try Place(
            path: row.string(column), document: Int(row.int(column + 1)), line: Int(row.int(column + 2)),
            column: Int(row.int(column + 3)))
    }
}
