import Nodes
import Resources
import Rollout
import RolloutConformance
import SQL
import Store
import Synchronization
import TestSupport

/// A fleet with four versions in a Postgres, for the suite that every ledger of rollouts must pass.
final class PostgresWorld: RolloutWorld {
    let database: Database
    let fleet: Int64
    let versions: [Int64]
    private let rate = Mutex<Int64?>(nil)
    private static let organization = OrganizationID(1)

    static func with(_ body: @Sendable (PostgresWorld) async throws -> Void) async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            try await Store(database: test.database).migrate()
            try await body(PostgresWorld(test.database))
        }
    }

    private init(_ database: Database) async throws {
        self.database = database
        (fleet, versions) = try await database.transaction { connection in
            try connection.query("insert into served values ('test', now() - interval '1 hour', now())")
            let fleet = try connection.query(
                "insert into resource (org, kind, name, spec) values (1, 'Fleet', 'f', '{}') returning id"
            ).one().int(0)
            try connection.query("insert into fleet (id, org, template_hash) values ($1, 1, '')", [.int(fleet)])
            let versions = try connection.query(
                """
                insert into template_version (org, fleet_id, name, spec, state)
                select 1, $1, 'v' || n, '{}', 1 from generate_series(1, 4) n order by n returning id
                """, [.int(fleet)]
            ).map { try $0.int(0) }
            return (fleet, versions)
        }
    }

    func add(_ devices: [WorldDevice]) async throws {
        try await database.transaction { [self] connection in
            for device in devices { try add(device, connection) }
        }
    }

    private func add(_ device: WorldDevice, _ connection: Connection) throws {
        let labels = Node.object(device.labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        let id = try connection.query(
            "insert into device (org, name, labels) values (1, $1, $2) returning id",
            [.text(device.name), .json(labels.json())]
        ).one().int(0)
        let target = device.target
        try connection.query(
            """
            insert into device_target (device_id, org, fleet_id, tv_id, batch, dispatched_at, was_connected, refused_tv_id,
                                       prior_tv_id, rendered_tv_id, rendered_version, error, stale, refused_good_tv_id)
            values ($1, 1, $2, $3, $4, now() - $5::bigint * interval '1 second', $6, $7, $8, $9, $10, $11, false, $12)
            """,
            [
                .int(id), .int(fleet), .optionalInt(target.version.map(version)),
                .optionalInt(target.batch.map(Int64.init)), .optionalInt(device.dispatchedAgo),
                .bool(target.wasConnected), .optionalInt(target.refused.map(version)),
                .optionalInt(target.prior.map(version)), .optionalInt(device.rendered.map(version)),
                .int(device.renderedVersion), .optionalText(device.isUnrenderable ? "a label is missing" : nil),
                .optionalInt(target.refusedGood.map(version)),
            ])
        try connection.query(
            """
            insert into device_status (device_id, org, reported_version, failed_version, doc, doc_hash)
            values ($1, 1, $2, $3, '', '')
            """, [.int(id), .int(device.reportedVersion), .int(device.failedVersion)])
        try connection.query(
            """
            insert into device_seen (device_id, at, connected)
            values ($1, case when $2 then now() else now() - interval '30 minutes' end, $2)
            """, [.int(id), .bool(device.isConnected)])
        guard !device.isMember else { return }
        try connection.query(
            "insert into device_conflict (device_id, fleet_id) values ($1, $2), ($1, 0)", [.int(id), .int(fleet)])
    }

    private func version(_ number: Int) -> Int64 { versions[number - 1] }

    func set(current: Int?, good: Int?, policy: RolloutPolicy?) async throws {
        let spec = policy.map { Array("{\"rolloutPolicy\":".utf8) + canonicalJSON(of: $0) + Array("}".utf8) }
        try await database.transaction { [self] connection in
            try connection.query(
                "update fleet set current_tv_id = $2, good_tv_id = $3 where id = $1",
                [.int(fleet), .optionalInt(current.map(version)), .optionalInt(good.map(version))])
            try connection.query(
                "update resource set spec = $2 where id = $1", [.int(fleet), .json(spec ?? Array("{}".utf8))])
        }
    }

    func limit(organizationRate: Int64?) async throws { rate.withLock { $0 = organizationRate } }

    func transaction<T: Sendable>(_ body: @escaping @Sendable (RolloutRows) throws -> T) async throws -> T {
        let limits = RolloutLimits(devicesPerMinute: rate.withLock { $0 })
        return try await database.transaction { connection in
            // The suite names batches only; in Postgres a mark names its rollout as well.
            try connection.query(
                """
                update device_target set rollout_id = (select max(id) from rollout)
                where batch is not null and rollout_id is null
                """)
            return try body(RolloutRows(connection, Self.organization, limits: limits))
        }
    }

    func targets() async throws -> [String: WorldTarget] {
        try await database.read { [versions] connection in
            func number(_ row: Row, _ column: Int) throws -> Int? {
                try row.optionalInt(column).flatMap { versions.firstIndex(of: $0) }.map { $0 + 1 }
            }
            let rows = try connection.query(
                """
                select d.name, t.tv_id,
                       case when t.rollout_id is not distinct from (select max(id) from rollout) or t.rollout_id is null
                            then t.batch end,
                       coalesce(t.was_connected, false), t.refused_tv_id, t.refused_good_tv_id, t.prior_tv_id
                from device d join device_target t on t.device_id = d.id
                """)
            return try Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    try (
                        row.string(0),
                        WorldTarget(
                            version: number(row, 1), batch: row.optionalInt(2).map { Int($0) },
                            wasConnected: row.bool(3), refused: number(row, 4), refusedGood: number(row, 5),
                            prior: number(row, 6))
                    )
                })
        }
    }

    func told() async throws -> [RolloutEvent.Reason] {
        try await database.read { connection in
            try connection.query("select reason from event where kind = 'Fleet' order by id").compactMap { row in
                let reason = try row.string(0)
                return reason == "ResourceUpdated" ? .changed : RolloutEvent.Reason(rawValue: reason)
            }
        }
    }
}
