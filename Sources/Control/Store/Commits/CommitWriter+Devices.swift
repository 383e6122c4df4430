import Planning
import Resources
import SQL

/// Device manifests: they own labels and declared spec, never identity. One for a device that is not enrolled yet waits
/// in `device_declaration`; enrolment joins it by name.
extension CommitWriter {
    /// Declares and releases devices.
    func saveDevices() throws {
        try declareDevices()
        try releaseDevices()
    }

    private func declareDevices() throws {
        let objects = written.filter { $0.desired.key.kind == .device }
        guard !objects.isEmpty else { return }
        let names = objects.map(\.desired.key.name)
        try connection.query(
            """
            insert into device_declaration (org, name, labels, spec, hash)
            select $1, i.* from unnest($2::text[], $3::jsonb[], $4::jsonb[], $5::bytea[]) i
            on conflict (org, name) do update
                set labels = excluded.labels, spec = excluded.spec, hash = excluded.hash
            """,
            [
                .int(organization.value), .textArray(names), .optionalJSONArray(objects.map(\.labels)),
                .jsonArray(objects.map(\.spec)), .bytesArray(objects.map(\.specHash)),
            ])
        let joined = try connection.query(
            """
            update device d
            set labels = coalesce(i.labels, d.labels), declared_spec = i.spec, declared_hash = i.hash, rev = d.rev + 1,
                generation = d.generation + (d.declared_spec is distinct from i.spec)::int
            from device_declaration i
            where i.org = $1 and i.name = any($2) and d.org = i.org and d.name = i.name and d.decommission is null
            returning d.id
            """,
            [.int(organization.value), .textArray(names)])
        try DeliveryQueue.mark(connection, organization, devices: joined.map { try $0.int(0) })
    }

    /// A device whose manifest is gone stays enrolled, with the labels and the spec that it has.
    private func releaseDevices() throws {
        let devices = plan.released + plan.cascaded.filter { $0.key.kind == .device }
        guard !devices.isEmpty else { return }
        try connection.query(
            "delete from device_declaration where org = $1 and name = any($2)",
            [.int(organization.value), .textArray(devices.map(\.key.name))])
    }
}
