import Planning
import Resources
import SQL

/// A resource as it stands after the write.
struct SavedResource {
    let id: Int64
    let generation: Int64
}

/// Repository, ResourceSync and Fleet.
extension CommitWriter {
    /// Inserts or replaces every resource that the plan creates or changes.
    func saveResources() throws -> [ObjectKey: SavedResource] {
        let objects = written.filter { $0.desired.key.kind != .device }
        guard !objects.isEmpty else { return [:] }
        let rows = try connection.query(
            """
            insert into resource as r (org, kind, name, labels, spec)
            select $1, i.kind, i.name, coalesce(i.labels, '{}'), i.spec
            from unnest($2::text[], $3::text[], $4::jsonb[], $5::jsonb[]) with ordinality i(kind, name, labels, spec, n)
            order by i.n
            on conflict (org, kind, name) do update
                set labels = excluded.labels, spec = excluded.spec, rev = r.rev + 1,
                    generation = r.generation + (r.spec is distinct from excluded.spec)::int
            returning kind, name, id, generation
            """,
            [
                .int(organization.value), .textArray(objects.map(\.desired.key.kind.rawValue)),
                .textArray(objects.map(\.desired.key.name)), .optionalJSONArray(objects.map(\.labels)),
                .jsonArray(objects.map(\.spec)),
            ])
        var saved: [ObjectKey: SavedResource] = [:]
        for row in rows {
            guard let kind = try Kind(rawValue: row.string(0)) else { continue }
            saved[ObjectKey(kind: kind, name: try row.string(1))] = try SavedResource(
                id: row.int(2), generation: row.int(3))
        }
        try saveSecrets(objects, saved)
        try prepareSyncs(saved)
        return saved
    }

    /// Keeps the secrets of the written resources sealed, and forgets those of specs that have none any more.
    private func saveSecrets(_ objects: [PreparedObject], _ saved: [ObjectKey: SavedResource]) throws {
        let repositories = objects.filter { $0.desired.key.kind == .repository }
        let open = repositories.filter { $0.sealed == nil }.compactMap { saved[$0.desired.key]?.id }
        if !open.isEmpty {
            try connection.query("delete from secret where resource_id = any($1)", [.intArray(open)])
        }
        let sealed = repositories.compactMap { object in
            object.sealed.flatMap { seal in saved[object.desired.key].map { (id: $0.id, seal: seal) } }
        }
        guard !sealed.isEmpty else { return }
        try connection.query(
            """
            insert into secret (resource_id, field, key_id, sealed)
            select id, 'spec', key_id, sealed from unnest($1::bigint[], $2::text[], $3::bytea[]) i(id, key_id, sealed)
            on conflict (resource_id, field) do update set key_id = excluded.key_id, sealed = excluded.sealed
            """,
            [
                .intArray(sealed.map(\.id)), .textArray(sealed.map(\.seal.keyID)),
                .bytesArray(sealed.map(\.seal.bytes)),
            ])
    }

    /// A new ResourceSync has applied nothing yet, and of a new Repository nothing is known. Both are due at once when
    /// they are written: the schedule is told.
    private func prepareSyncs(_ saved: [ObjectKey: SavedResource]) throws {
        let syncs = saved.filter { $0.key.kind == .resourceSync }.map(\.value.id).sorted()
        let repositories = saved.filter { $0.key.kind == .repository }.map(\.value.id).sorted()
        guard !syncs.isEmpty || !repositories.isEmpty else { return }
        try connection.query(
            "insert into sync_state (sync_id) select unnest($1::bigint[]) on conflict do nothing", [.intArray(syncs)])
        try RepositoryAccess.begin(connection, repositories)
        try RepositoryPolls.announce(connection)
    }

    /// Prunes. Devices of a pruned fleet keep what they run and are matched again.
    func deleteResources() throws {
        let keys = (plan.deleted + plan.cascaded).map(\.key).filter { $0.kind != .device }
        guard !keys.isEmpty else { return }
        let rows = try connection.query(
            """
            select id, kind from resource
            where org = $1 and (kind, name) in (select * from unnest($2::text[], $3::text[]))
            order by kind, name for update
            """,
            [.int(organization.value), .textArray(keys.map(\.kind.rawValue)), .textArray(keys.map(\.name))])
        let fleets = try rows.filter { try $0.string(1) == Kind.fleet.rawValue }.map { try $0.int(0) }
        try releaseDevices(ofFleets: fleets)
        try markFleets(withLayers: fleets)
        try CommitRollouts.leave(connection, fleets: fleets)
        try connection.query("delete from resource where id = any($1)", [.intArray(rows.map { try $0.int(0) })])
    }

    /// Fleets above a layer that goes do without it from their next version on.
    private func markFleets(withLayers layers: [Int64]) throws {
        let above = try connection.query(
            """
            select f.id from tv_layer l join fleet f on f.current_tv_id = l.tv_id
            where l.fleet_id = any($1) and f.id <> all($1) order by f.id
            """,
            [.intArray(layers)]
        ).map { try $0.int(0) }
        try DeliveryQueue.mark(connection, organization, fleets: above)
    }

    private func releaseDevices(ofFleets fleets: [Int64]) throws {
        guard !fleets.isEmpty else { return }
        try connection.query(
            """
            insert into device_dirty (device_id, org)
            select device_id, $1 from (
                select device_id from device_target where fleet_id = any($2)
                union select device_id from device_conflict where fleet_id = any($2)) touched
            order by device_id
            on conflict (device_id) do update set org = excluded.org
            """,
            [.int(organization.value), .intArray(fleets)])
        try connection.query(
            """
            update device_target
            set fleet_id = null, \(RolloutMarks.none), rev = rev + 1
            where fleet_id = any($1)
            """, [.intArray(fleets)])
        try connection.query("delete from device_conflict where fleet_id = any($1)", [.intArray(fleets)])
        try DeliveryQueue.enqueue(connection, organization)
    }
}
