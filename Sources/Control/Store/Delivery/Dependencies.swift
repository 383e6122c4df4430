public import SQL

/// A reference of a repository that current template versions were frozen from.
public struct Dependency: Sendable {
    /// The organization.
    public let organization: Organization
    /// Name of the Repository.
    public let repository: String
    /// Branch, tag or commit.
    public let revision: String
    /// The commits that it meant when the versions were frozen.
    public let oids: Set<String>
    /// The fleets whose current version drew on it.
    public let fleets: [Int64]
}

/// What template versions depend on outside of themselves, and how a change of it becomes a new version.
public enum Dependencies {
    /// Kind of the job that looks whether a fleet's sources changed; its key is the fleet's id.
    public static let jobKind = "refresh"

    /// Every reference that a current template version was frozen from, once.
    public static func all(_ connection: Connection) throws -> [Dependency] {
        try connection.query(
            """
            select o.id, o.uid::text, o.name, o.display_name, s.repository, s.revision, array_agg(distinct s.oid),
                   array_agg(distinct f.id)
            from fleet f join tv_source s on s.tv_id = f.current_tv_id join org o on o.id = f.org
            group by o.id, s.repository, s.revision
            """, []
        ).map { row in
            try Dependency(
                organization: Organization(
                    id: OrganizationID(row.int(0)), uid: row.string(1), name: row.string(2),
                    displayName: row.string(3)),
                repository: row.string(4), revision: row.string(5), oids: Set(texts(row.string(6))),
                fleets: texts(row.string(7)).compactMap { Int64($0) })
        }
    }

    /// The current template version of a fleet, to be frozen anew; nil when it has none.
    public static func current(_ connection: Connection, fleet: Int64) throws -> ResolvingVersion? {
        try connection.query(
            """
            select v.id, o.id, o.uid::text, o.name, o.display_name, r.id, r.name, 'v' || v.generation, v.spec
            from fleet f join template_version v on v.id = f.current_tv_id
            join resource r on r.id = f.id join org o on o.id = f.org
            where f.id = $1
            """,
            [.int(fleet)]
        ).first.map(ResolvingVersion.init)
    }

    /// Makes a version with other files of the same template, and the fleet's current one. Its name tells the files
    /// apart: `v<generation>-<8 digits>`.
    public static func supersede(
        _ connection: Connection, _ version: ResolvingVersion, digest: String, sources: [FrozenSource]
    ) throws {
        let created = try connection.query(
            """
            insert into template_version (org, fleet_id, name, generation, spec, state, commit_id)
            select org, fleet_id, $2, generation, spec, 1, commit_id from template_version where id = $1
            on conflict (fleet_id, name) do nothing returning id
            """,
            [.int(version.id), .text("\(version.name)-\(digest.prefix(8))")])
        guard let id = try created.first?.int(0) else { return }
        let organization = version.organization.id
        try FrozenSource.save(connection, organization, templateVersion: id, sources)
        try TemplateVersions.adopt(connection, organization, fleets: [version.fleet])
        try DeliveryQueue.mark(connection, organization, fleets: [version.fleet])
    }

    /// Elements of a Postgres array of words without commas, quotes or braces.
    private static func texts(_ array: String) -> [String] {
        array.dropFirst().dropLast().split(separator: ",").map(String.init)
    }
}
