public import Resources
public import SQL

/// Where git declares an object.
public struct GitOwner: Sendable, Equatable {
    /// The ResourceSync.
    public let sync: String
    /// Address of the repository, without credentials.
    public let repository: String
    /// Path in the repository.
    public let path: String
    /// Line of the document's name, from 1.
    public let line: Int64
    /// Column of the document's name, from 1.
    public let column: Int64

    /// `fleets/web.yaml:12:9 of https://git.example.com/fleets (ResourceSync/fleets)`.
    public var place: String { "\(path):\(line):\(column) of \(repository) (ResourceSync/\(sync))" }
}

/// Who declares an object.
public enum Declarer: Sendable, Equatable {
    /// A document in git.
    case git(GitOwner)
    /// A document in the server's bootstrap directory: `path:line:column`.
    case bootstrap(String)
    /// Nobody; it exists all the same, as an enrolled device does.
    case nobody
    /// There is neither a document nor an object.
    case absent
}

/// Who owns an object.
public enum Ownership {
    /// Who declares an object of a kind that comes from git.
    public static func declaration(
        _ connection: Connection, _ organization: OrganizationID, _ kind: Kind, name: String
    ) throws -> Declarer {
        let row = try connection.query(
            """
            select s.name, c.repository, m.path, m.line, m.col, b.path || ':' || b.line || ':' || b.col,
                   exists (select from resource where org = i.org and kind = i.kind and name = i.name)
                       or i.kind = 'Device' and exists (select from device where org = i.org and name = i.name)
            from (select $1::bigint as org, $2::text collate "C" as kind, $3::text collate "C" as name) i
            left join manifest m on m.org = i.org and m.kind = i.kind and m.name = i.name
            left join resource s on s.id = m.sync_id
            left join commit c on c.id = m.commit_id
            left join bootstrap b on b.org = i.org and b.kind = i.kind and b.name = i.name
            """,
            [.int(organization.value), .text(kind.rawValue), .text(name)]
        ).one()
        if let sync = try row.optionalString(0) {
            return try .git(
                GitOwner(
                    sync: sync, repository: row.string(1), path: row.string(2), line: row.int(3),
                    column: row.int(4)))
        }
        guard try row.bool(6) else { return .absent }
        return try row.optionalString(5).map(Declarer.bootstrap) ?? .nobody
    }
}
