import Jobs
public import SQL

/// A template version whose references are still to be frozen.
public struct ResolvingVersion: Sendable {
    /// `template_version.id`.
    public let id: Int64
    /// The organization of its fleet.
    public let organization: Organization
    /// `fleet.id`.
    public let fleet: Int64
    /// Name of the fleet.
    public let fleetName: String
    /// Name of the version.
    public let name: String
    /// The frozen template.
    public let template: [UInt8]

    init(_ row: Row) throws {
        id = try row.int(0)
        organization = try Organization(
            id: OrganizationID(row.int(1)), uid: row.string(2), name: row.string(3), displayName: row.string(4))
        fleet = try row.int(5)
        fleetName = try row.string(6)
        name = try row.string(7)
        template = try row.json(8)
    }
}

extension TemplateVersions {
    /// A version that is still resolving; nil when it is gone, ready or rejected already.
    public static func resolving(_ connection: Connection, id: Int64) throws -> ResolvingVersion? {
        try connection.query(
            """
            select v.id, o.id, o.uid::text, o.name, o.display_name, r.id, r.name, v.name, v.spec
            from template_version v join resource r on r.id = v.fleet_id join org o on o.id = v.org
            where v.id = $1 and v.state = 0
            """,
            [.int(id)]
        ).first.map(ResolvingVersion.init)
    }

    /// Makes a version ready with its sources, and its fleet's current one if it is the newest.
    public static func makeReady(
        _ connection: Connection, _ version: ResolvingVersion, sources: [FrozenSource]
    ) throws {
        try FrozenSource.save(connection, version.organization.id, templateVersion: version.id, sources)
        try connection.query(
            "update template_version set state = 1, error = null, rev = rev + 1 where id = $1 and state = 0",
            [.int(version.id)])
        try adopt(connection, version.organization.id, fleets: [version.fleet])
        try DeliveryQueue.mark(connection, version.organization.id, fleets: [version.fleet])
    }

    /// States why a version is not ready yet, and queues another attempt. The fleet keeps the version it has.
    /// - Parameters:
    ///   - attempt: How many attempts there were, this one included.
    ///   - pause: Time until the next one.
    public static func postpone(
        _ connection: Connection, _ version: ResolvingVersion, _ why: String, attempt: Int, pause: Duration
    ) throws {
        try explain(connection, version, why)
        try JobQueue.enqueue(
            connection,
            [
                NewJob(
                    organization: version.organization.id.value, kind: jobKind, key: "\(version.id)",
                    payload: Array("{\"attempt\":\(attempt)}".utf8), priority: 20, delay: pause)
            ])
    }

    /// An event tells of a version once, however often its attempts fail.
    private static func explain(
        _ connection: Connection, _ version: ResolvingVersion, _ why: String
    ) throws {
        let changed = try connection.query(
            """
            with before as materialized (select error from template_version where id = $1)
            update template_version set error = $2, rev = rev + 1
            where id = $1 and state = 0 and error is distinct from $2
            returning (select error is null from before)
            """,
            [.int(version.id), .text(why)]
        ).first
        guard let changed else { return }
        try connection.query(
            "select resource_condition($1, 'Valid', 'False', 'Invalid', $2)", [.int(version.fleet), .text(why)])
        guard try changed.bool(0) else { return }
        try Events.record(
            connection,
            [
                EventRecord(
                    organization: version.organization.id, kind: "Fleet", name: version.fleetName,
                    reason: "FleetInvalid", severity: .warning, message: why, component: "delivery")
            ])
    }
}
