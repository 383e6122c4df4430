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
    /// Line of the document.
    public let line: Int64

    /// `fleets/web.yaml:12 of https://git.example.com/fleets (ResourceSync/fleets)`.
    public var place: String { "\(path):\(line) of \(repository) (ResourceSync/\(sync))" }
}

/// Who owns an object.
public enum Ownership {
    /// The document that declares an object; nil when git does not.
    public static func owner(
        _ connection: Connection, _ organization: OrganizationID, _ kind: Kind, name: String
    ) throws -> GitOwner? {
        try connection.query(
            """
            select s.name, c.repository, m.path, m.line from manifest m
            join resource s on s.id = m.sync_id join commit c on c.id = m.commit_id
            where m.org = $1 and m.kind = $2 and m.name = $3
            """,
            [.int(organization.value), .text(kind.rawValue), .text(name)]
        ).first.map { row in
            try GitOwner(
                sync: row.string(0), repository: row.string(1), path: row.string(2), line: row.int(3))
        }
    }
}
