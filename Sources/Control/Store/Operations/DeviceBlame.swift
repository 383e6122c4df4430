import SQL
import Wire

/// Where the layers of a device's spec were written: the layers below its fleet, the fleet's template and its own manifest.
public struct BlameLayer: Sendable {
    /// `Fleet/web` or `Device/x`.
    public let object: String
    /// JSON of the device spec that the layer holds; placeholders may stand in it.
    public let spec: [UInt8]
    /// Where it was written, as the members of a JSON object: owner, repository, commit, author and so on, as far as the
    /// store knows them.
    public let place: [UInt8]
    /// JSON object of the outside references of its config providers, by the provider's name.
    public let sources: [UInt8]
}

/// What the store knows about where a device's spec comes from (P4).
public enum DeviceBlame {
    /// The layers of a device, the later one winning; nil when there is no such device.
    public static func layers(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String
    ) throws -> [BlameLayer]? {
        guard let device = try DeviceReading.find(snapshot, organization, name: name) else { return nil }
        let fleet = try device.templateVersion.flatMap { try template(snapshot.connection, version: $0) }
        let below = try device.templateVersion.map { try self.below(snapshot.connection, device, version: $0) } ?? []
        let own = try device.record.declaredSpec.map {
            try declared(snapshot.connection, organization, name: name, spec: $0)
        }
        return below + [fleet, own].compactMap(\.self)
    }

    /// The layers of a version that apply to a device, the lowest first, as they were frozen.
    private static func below(
        _ connection: Connection, _ device: ListedDevice, version: Int64
    ) throws -> [BlameLayer] {
        try connection.query(
            """
            select 'Fleet/' || l.name, l.spec, \(place),
                   \(sources("tv_source t where t.tv_id = l.tv_id and t.layer_tv_id = l.layer_tv_id", "v.org"))
            from tv_layer l join template_version v on v.id = l.tv_id
            left join manifest m on m.org = v.org and m.kind = 'Fleet' and m.name = l.name
            left join resource sync on sync.id = m.sync_id
            left join commit c on c.id = coalesce(l.commit_id, m.commit_id)
            where l.tv_id = $1 and $2::jsonb @> l.match_labels
            order by l.layer_order, l.name
            """, [.int(version), .json(device.record.metadata.labels)]
        ).map(layer)
    }

    /// A template version is what the commit made that changed the template last; the line is that of the manifest as it
    /// stands now.
    private static func template(_ connection: Connection, version: Int64) throws -> BlameLayer? {
        try connection.query(
            """
            select 'Fleet/' || f.name, v.spec, \(place), \(sources("tv_source t where t.tv_id = v.id and t.layer_tv_id is null", "v.org"))
            from template_version v join resource f on f.id = v.fleet_id
            left join manifest m on m.org = f.org and m.kind = 'Fleet' and m.name = f.name
            left join resource sync on sync.id = m.sync_id
            left join commit c on c.id = coalesce(v.commit_id, m.commit_id)
            where v.id = $1
            """, [.int(version)]
        ).first.map(layer)
    }

    private static func declared(
        _ connection: Connection, _ organization: OrganizationID, name: String, spec: [UInt8]
    ) throws -> BlameLayer {
        let from =
            "declared_source t join device d on d.org = t.org and d.declared_hash = t.declared_hash where d.id = i.id"
        let row = try connection.query(
            """
            select 'Device/' || i.name, $3::jsonb, \(place), \(sources(from, "d.org"))
            from (select id, name from device where org = $1 and name = $2) i
            left join manifest m on m.org = $1 and m.kind = 'Device' and m.name = i.name
            left join resource sync on sync.id = m.sync_id
            left join commit c on c.id = m.commit_id
            """, [.int(organization.value), .text(name), .json(spec)]
        ).one()
        return try layer(row)
    }

    private static func layer(_ row: Row) throws -> BlameLayer {
        try BlameLayer(object: row.string(0), spec: row.json(1), place: row.json(2), sources: row.json(3))
    }

    /// The frozen references of a layer by provider, with the paths of their files: of the JSON in which those were frozen.
    private static func sources(_ from: String, _ organization: String) -> String {
        """
        (select coalesce(jsonb_object_agg(t.provider, jsonb_build_object(
            'repository', coalesce(source.spec ->> 'url', t.repository), 'revision', t.revision, 'path', t.path,
            'commit', t.oid, 'files', (
                select case when content.key_id is not null then to_jsonb(content.paths)
                       else jsonb_path_query_array(convert_from(content.body, 'UTF8')::jsonb, '$[*].path') end
                from content where content.org = t.owner and content.hash = t.content))), '{}')
         from (select t.*, \(organization) as owner from \(from)) t left join resource source
             on source.org = t.owner and source.kind = 'Repository' and source.name = t.repository
             and t.kind <> 'secret')
        """
    }

    private static let place = """
        jsonb_strip_nulls(jsonb_build_object(
            'owner', 'ResourceSync/' || sync.name, 'repository', c.repository, 'commit', c.oid,
            'author', c.author_name || ' <' || c.author_email || '>', 'committedAt', \(WireTime.text("c.committed_at")),
            'subject', c.subject, 'path', m.path, 'line', m.line))
        """
}
