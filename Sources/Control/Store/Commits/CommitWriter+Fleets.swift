import Jobs
import Planning
import Resources
import SQL

/// Fleets and their template versions.
extension CommitWriter {
    /// Freezes a template version for every template that changed, and marks the fleets for delivery.
    ///
    /// A template without outside references is ready at once; the others are resolved by a job of their own, since
    /// reading a repository must not happen inside a transaction.
    func saveFleets(_ saved: [ObjectKey: SavedResource]) throws {
        let fleets = written.compactMap { object in
            object.fleet.flatMap { facts in saved[object.desired.key].map { (saved: $0, facts: facts) } }
        }
        guard !fleets.isEmpty else { return }
        let ids = fleets.map(\.saved.id)
        try freezeTemplates(fleets)
        try connection.query(
            """
            insert into fleet (id, org, match_labels, template_hash, layer_order)
            select id, $1, labels, hash, layer
            from unnest($2::bigint[], $3::jsonb[], $4::bytea[], $5::bigint[]) i(id, labels, hash, layer)
            on conflict (id) do update set match_labels = excluded.match_labels, template_hash = excluded.template_hash,
                layer_order = excluded.layer_order
            """,
            [
                .int(organization.value), .intArray(ids), .optionalJSONArray(fleets.map(\.facts.matchLabels)),
                .bytesArray(fleets.map(\.facts.templateHash)), .optionalIntArray(fleets.map(\.facts.layerOrder)),
            ])
        try TemplateVersions.adopt(connection, organization, fleets: ids)
        try DeliveryQueue.mark(connection, organization, fleets: ids)
    }

    private func freezeTemplates(_ fleets: [(saved: SavedResource, facts: PreparedObject.FleetFacts)]) throws {
        let created = try connection.query(
            """
            insert into template_version (org, fleet_id, name, generation, spec, state, commit_id)
            select $1, i.id, 'v' || i.generation, i.generation, i.template, case when i.refers then 0 else 1 end, $2
            from unnest($3::bigint[], $4::bigint[], $5::jsonb[], $6::bytea[], $7::bool[])
                 i(id, generation, template, hash, refers)
            left join fleet f on f.id = i.id
            where f.template_hash is distinct from i.hash
            on conflict (fleet_id, name) do nothing
            returning id, state
            """,
            [
                .int(organization.value), .optionalInt(commitID), .intArray(fleets.map(\.saved.id)),
                .intArray(fleets.map(\.saved.generation)), .jsonArray(fleets.map(\.facts.template)),
                .bytesArray(fleets.map(\.facts.templateHash)),
                .textArray(fleets.map { $0.facts.hasReferences ? "true" : "false" }),
            ])
        let resolving = try created.filter { try $0.int(1) == 0 }.map { try $0.int(0) }
        try JobQueue.enqueue(
            connection,
            resolving.map {
                NewJob(organization: organization.value, kind: TemplateVersions.jobKind, key: "\($0)", priority: 20)
            })
    }
}
