public import SQL

extension Dependencies {
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

    /// Renders the devices of no fleet anew that declare a spec with this hash.
    public static func renew(
        _ connection: Connection, _ organization: OrganizationID, declaredHash: [UInt8]
    ) throws {
        let devices = try connection.query(
            """
            select d.id from device d join device_target t on t.device_id = d.id
            where d.org = $1 and d.declared_hash = $2 and t.fleet_id is null order by d.id
            """,
            [.int(organization.value), .bytes(declaredHash)])
        try DeliveryQueue.mark(connection, organization, devices: devices.map { try $0.int(0) })
    }
}
