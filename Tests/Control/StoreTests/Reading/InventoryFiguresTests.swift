import SQL
import Store
import TestSupport
import Testing

@Suite("Inventory figures")
struct InventoryFiguresTests {
    @Test("devices, fleets, repositories and syncs are counted by their state")
    func counts() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let store = Store(database: test.database)
            try await store.migrate()
            try await store.database.transaction { connection in
                try connection.execute(
                    script: """
                        insert into resource (org, kind, name, spec) values (1, 'Fleet', 'a', '{}'), (1, 'Fleet', 'b', '{}'),
                            (1, 'Repository', 'r', '{}'), (1, 'ResourceSync', 's', '{}');
                        select resource_condition(id, 'Valid', 'True', 'Valid', '') from resource where name = 'a';
                        select resource_condition(id, 'Synced', 'False', 'fail', 'x') from resource where name = 's';
                        insert into device (org, name) values (1, 'd');
                        insert into device_target (device_id, org) select id, 1 from device;
                        """)
            }
            let figures = try await store.database.read { try InventoryFigures.all($0) }
            func count(_ metric: String, _ status: String?) -> Int64? {
                figures.first { $0.metric == metric && $0.status == status }?.count
            }
            #expect(count("flightctl_fleets", "Valid") == 1)
            #expect(count("flightctl_fleets", "Unknown") == 1)
            #expect(count("flightctl_resourcesyncs", "NotSynced") == 1)
            #expect(count("flightctl_repositories_total", nil) == 1)
            #expect(count("flightctl_devices_summary", "Unknown") == 1)
        }
    }
}
