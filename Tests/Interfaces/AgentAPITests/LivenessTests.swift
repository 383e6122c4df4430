import AgentAPI
import Enrollment
import SQL
import Store
import TestSupport
import Testing

/// A device silent for five minutes is Unknown, and only time in which the agent API was served counts.
@Suite struct LivenessTests {
    @Test("polls and reports count as signs of life, and are written down together with the served time")
    func seen() async throws {
        try await Site.with({ $0.seenInterval = .milliseconds(20) }) { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name).code == 200)
            }
            try await eventually { try await site.value("select connected::text from device_seen") == "true" }
            #expect(try await site.events("DeviceConnected") == 1)
            #expect(try await site.value("select count(*)::text from served where replica = 'test'") == "1")
        }
    }

    /// Runs with one device, last seen so many minutes ago.
    private func with(
        seen minutes: Int, served: [(from: Int, to: Int)], _ body: (Database) async throws -> Void
    ) async throws {
        try await TestDatabase.with { test in
            let store = Store(database: test.database)
            try await store.migrate()
            try await test.database.transaction { connection in
                let device = NewDevice(
                    name: "edge", labels: Array("{}".utf8), status: NewDeviceStatus(document: [], osMode: nil),
                    knownVersion: 0, integrity: Array("{}".utf8))
                guard let id = try NewDevices.create(connection, OrganizationID(1), device) else { return }
                try connection.query(
                    "insert into device_seen (device_id, at) values ($1, now() - $2::bigint * interval '1 minute')",
                    [.int(id), .int(Int64(minutes))])
                for (index, span) in served.enumerated() {
                    try connection.query(
                        """
                        insert into served values ($1, now() - $2::bigint * interval '1 minute',
                                                   now() - $3::bigint * interval '1 minute')
                        """,
                        [.text("r\(index)"), .int(Int64(span.from)), .int(Int64(span.to))])
                }
            }
            try await body(test.database)
        }
    }

    @Test(
        "silence counts only while the API was served",
        arguments: [
            (6, [(60, 0)], true), (4, [(60, 0)], false),
            // We were away ourselves: two minutes of service since, then five.
            (30, [(90, 28), (2, 0)], false), (30, [(90, 26), (2, 0)], true),
            // Never served for five minutes at all.
            (30, [(3, 0)], false), (30, [], false),
            // Two replicas at the same time count once.
            (6, [(3, 0), (3, 0)], false), (10, [(9, 0), (8, 1)], true),
        ] as [(Int, [(Int, Int)], Bool)])
    func outage(minutes: Int, served: [(Int, Int)], isSilent: Bool) async throws {
        try await with(seen: minutes, served: served.map { (from: $0.0, to: $0.1) }) { database async throws in
            let first = try await database.transaction { try SeenDevices.markDisconnected($0) }
            #expect(first == (isSilent ? 1 : 0))
            let summary = try await database.read { try $0.query("select disconnected from device_state").one().bool(0) }
            #expect(summary == isSilent)
            // Told once.
            let second = try await database.transaction { try SeenDevices.markDisconnected($0) }
            #expect(second == 0)
            let events = try await database.read { try $0.query("select reason from event").map { try $0.string(0) } }
            #expect(events == (isSilent ? ["DeviceDisconnected"] : []))
        }
    }

    @Test("a device that is heard of again is announced as connected, once")
    func back() async throws {
        try await with(seen: 10, served: [(60, 0)]) { database async throws in
            _ = try await database.transaction { try SeenDevices.markDisconnected($0) }
            for _ in 0..<2 {
                try await database.transaction { connection in
                    let ids = try connection.query("select id from device").map { try $0.int(0) }
                    try SeenDevices.record(connection, ids: ids)
                }
            }
            let events = try await database.read {
                try $0.query("select reason from event order by id").map { try $0.string(0) }
            }
            #expect(events == ["DeviceDisconnected", "DeviceConnected"])
        }
    }

    @Test("a gap in our own service begins a new span of served time")
    func spans() async throws {
        try await with(seen: 1, served: []) { database async throws in
            func extend() async throws { try await database.transaction { try ServedTime.extend($0, replica: "a") } }
            try await extend()
            try await extend()
            func spans() async throws -> Int { try await database.read { try $0.query("select 1 from served").count } }
            #expect(try await spans() == 1)
            try await database.transaction {
                try $0.execute(script: "update served set since = since - interval '1 hour', until = until - interval '1 hour'")
            }
            try await extend()
            #expect(try await spans() == 2)
        }
    }
}
