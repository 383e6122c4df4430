import Planning
import ResourceSync
import SQL
import Store
import TestSupport
import Testing

/// A glitch that deletes everything deletes nothing.
@Suite("Removals")
struct PruneTests {
    @Test("a commit that takes away too much changes nothing, and says what would go and how to approve it")
    func blocks() async throws {
        try await SyncFixture.with { fixture in
            let good = try await fixture.twelveFleets()
            let bad = try await fixture.dropFleets(0..<3)
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets().count == 12)
            #expect(try await fixture.texts("select applied_oid from sync_state") == [good])
            let blocked = try await fixture.condition("PruneBlocked")
            #expect(blocked.status == "True" && blocked.reason == "RemovesTooMuch")
            #expect(blocked.message.contains("3 objects of 12, more than the 2"))
            #expect(blocked.message.contains("Fleet/f0 (fleets/f0.yaml:4:9)"))
            #expect(blocked.message.contains("martlet sync approve fleets --commit \(bad.prefix(12))"))
            #expect(try await fixture.condition("Synced").status == "False")
            #expect(try await fixture.condition("ResourceParsed").status == "True")
        }
    }

    @Test("is told once, however often it is looked at")
    func tellsOnce() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            try await fixture.dropFleets(0..<3)
            try await fixture.pass()
            let events = try await fixture.texts("select reason from event order by id")
            #expect(events.count { $0 == "ResourceSyncSyncFailed" } == 1)
            let before = try await fixture.rows()
            try await fixture.pass()
            #expect(try await fixture.rows() == before)
        }
    }

    @Test("an approval lets exactly that commit through, and is used up by it")
    func approves() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            let bad = try await fixture.dropFleets(0..<3)
            try await fixture.pass()
            let block = try await fixture.waiting()
            #expect(try await fixture.approve(bad) == .approved(block))
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 3 deleted, 0 released")
            #expect(try await fixture.condition("PruneBlocked").status == "False")
            #expect(try await fixture.condition("Synced").status == "True")
            #expect(try await fixture.texts("select by from sync_approval where used_at is not null") == ["user:ada"])
            #expect(try await fixture.approve(bad) == .nothingWaits)
            try await fixture.dropFleets(3..<6)
            #expect(try await fixture.pass() == .failed)
        }
    }

    @Test("an approval of another commit lets nothing through")
    func approvesOnlyOne() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            let first = try await fixture.dropFleets(0..<3)
            try await fixture.pass()
            _ = try await fixture.approve(first)
            try await fixture.dropFleets(3..<6)
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets().count == 12)
            #expect(try await fixture.condition("PruneBlocked").message.contains("6 objects"))
            let block = try await fixture.waiting()
            #expect(try await fixture.approve(first) == .anotherWaits(block))
        }
    }

    @Test("what cannot be approved", arguments: ["", "abc", "0000000", "zzzzzzzzzzzz", "%%%%%%%"])
    func refusesApprovals(oid: String) async throws {
        try await SyncFixture.with { fixture in
            #expect(try await fixture.approve(oid) == .nothingWaits)
            try await fixture.twelveFleets()
            try await fixture.dropFleets(0..<3)
            try await fixture.pass()
            let block = try await fixture.waiting()
            #expect(try await fixture.approve(oid) == .anotherWaits(block))
            #expect(try await fixture.number("select count(*) from sync_approval") == 0)
            #expect(try await fixture.pass() == .failed)
        }
    }

    @Test("an approval queues a pass and is told with its author, once")
    func tellsApproval() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            let bad = try await fixture.dropFleets(0..<3)
            try await fixture.pass()
            try await fixture.store.database.transaction { try $0.execute(script: "delete from job") }
            _ = try await fixture.approve(String(bad.prefix(8)))
            _ = try await fixture.approve(bad.uppercased())
            let id = try await fixture.id(of: "fleets")
            #expect(try await fixture.texts("select key from job where kind = 'sync'") == ["\(id)"])
            #expect(try await fixture.texts("select actor from event where message like '%approved%'") == ["user:ada"])
        }
    }

    @Test("putting things back clears the block without an approval")
    func clears() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            try await fixture.dropFleets(0..<3)
            try await fixture.pass()
            try await fixture.twelveFleets()
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 0 deleted, 0 released")
            #expect(try await fixture.condition("PruneBlocked").status == "False")
            #expect(try await fixture.number("select count(*) from sync_block") == 0)
        }
    }

    @Test("a commit that is wrong besides says so first, and nothing waits for approval")
    func prefersErrors() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            try await fixture.dropFleets(0..<3)
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/x.yaml": .text("kind: [")])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("PruneBlocked").status == "False")
            #expect(try await fixture.condition("ResourceParsed").status == "False")
            #expect(try await fixture.number("select count(*) from sync_block") == 0)
        }
    }

    @Test("a commit that would leave the sync empty stops; limits of the sync's own allow it")
    func empties() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/README": .text("x")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/a.yaml": .delete])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("PruneBlocked").message.contains("leave the sync empty"))
            try await fixture.declareSync("prune: {maxPercentage: 100, allowEmpty: true}")
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 1 deleted, 0 released")
        }
    }

    @Test("limits of the server hold where the sync states none", arguments: [(1, 100), (100, 3)])
    func serverLimits(deletions: Int, percentage: Int) async throws {
        try await SyncFixture.with(
            limits: PruneLimits(maxDeletions: deletions, maxPercentage: percentage)
        ) { fixture in
            try await fixture.twelveFleets()
            try await fixture.dropFleets(0..<2)
            #expect(try await fixture.pass() == .failed)
            try await fixture.declareSync("prune: {maxDeletions: 2, maxPercentage: 50}")
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 2 deleted, 0 released")
        }
    }

    @Test("the manifest of a device that is online stays until somebody agrees; of one that is away it goes")
    func online() async throws {
        try await SyncFixture.with { fixture in
            let device = "apiVersion: v1beta1\nkind: Device\nmetadata: {name: d1, labels: {site: x}}\nspec: {}\n"
            try await fixture.repository.commit(["fleets/d.yaml": .text(device), "fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.enrol("d1")
            try await fixture.repository.commit(["fleets/d.yaml": .delete])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("PruneBlocked").message.contains("online (d1)"))
            #expect(try await fixture.texts("select kind from manifest order by kind") == ["Device", "Fleet"])
            try await fixture.store.database.transaction { try $0.execute(script: "delete from device_seen") }
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 0 deleted, 1 released")
            #expect(try await fixture.texts("select labels ->> 'site' from device") == ["x"])
        }
    }

    @Test("another directory is another set: what the old one declared does not vanish with one word")
    func otherPath() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            try await fixture.repository.commit(["other/z.yaml": fleet("z")])
            try await fixture.declareSync("", path: "/other")
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets().count == 12)
            #expect(try await fixture.condition("PruneBlocked").message.contains("12 objects of 12"))
        }
    }
}

extension SyncFixture {
    /// Commits and applies the fleets f0 to f11.
    @discardableResult
    func twelveFleets() async throws -> String {
        let files = (0..<12).map { ("fleets/f\($0).yaml", fleet("f\($0)")) }
        let commit = try await repository.commit(Dictionary(uniqueKeysWithValues: files))
        if try await fleets().isEmpty { try await pass() }
        return commit
    }

    /// Commits the removal of fleets.
    @discardableResult
    func dropFleets(_ numbers: Range<Int>) async throws -> String {
        try await repository.commit(
            Dictionary(uniqueKeysWithValues: numbers.map { ("fleets/f\($0).yaml", HostedChange.delete) }))
    }

    /// Approves a commit of a sync.
    func approve(_ oid: String, of name: String = "fleets") async throws -> SyncApprovals.Outcome {
        let sync = SyncReference(id: try await id(of: name), name: name)
        return try await store.database.transaction {
            try SyncApprovals.approve($0, OrganizationID(1), sync: sync, oid: oid, by: "user:ada")
        }
    }

    /// What was written down as waiting for approval.
    func waiting(_ name: String = "fleets") async throws -> SyncBlock {
        let id = try await id(of: name)
        let block = try await store.database.read { try SyncApprovals.waiting($0, sync: id) }
        return try #require(block)
    }

    /// Writes the bootstrap directory anew, with further fields of the sync.
    func declareSync(_ fields: String, path: String = "/fleets") async throws {
        let spec =
            "repository: fleet-repository, targetRevision: main, path: \(path)" + (fields.isEmpty ? "" : ", \(fields)")
        try await bootstrap(sync: spec)
    }

    /// Makes a device that has just been seen.
    func enrol(_ name: String, labels: String = "{}") async throws {
        try await store.database.transaction { connection in
            let id = try NewDevices.create(
                connection, OrganizationID(1),
                NewDevice(
                    name: name, labels: Array(labels.utf8),
                    status: NewDeviceStatus(document: Array("{}".utf8), osMode: nil), knownVersion: 0,
                    integrity: Array("{}".utf8)))
            try connection.query("insert into device_seen (device_id) values ($1)", [.optionalInt(id)])
        }
    }

    /// Where every row stands: equal twice when nothing was written in between.
    func rows() async throws -> [String] {
        let tables = try await texts(
            "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1"
        )
        var rows: [String] = []
        for table in tables {
            rows += try await texts("select '\(table)' || xmin::text || ctid::text from \(table) order by ctid")
        }
        return rows
    }
}
