import PrivatePostgres
import ResourceSync
import SQL
import Store
import TestSupport
import Testing

/// P1, P7: wherever it stops, nothing is half done, and nothing is done twice.
@Suite("P7: a crash in the middle of apply")
struct CrashTests {
    @Test("a server that is killed at any statement leaves the commit before; the next pass applies the new one, once")
    func killedServer() async throws {
        try await SyncFixture.with { fixture in
            let world = CrashWorld(fixture: fixture)
            let steps = try await world.crashEverywhere(.failure) { applied, before, after in
                #expect(!applied)
                #expect(before == after)
            }
            // Fewer would mean that the commits of this test do too little.
            #expect(steps > 25)
        }
    }

    @Test("a connection that is lost at any statement is made again, and the commit applied once")
    func lostConnection() async throws {
        try await SyncFixture.with { fixture in
            let world = CrashWorld(fixture: fixture)
            let steps = try await world.crashEverywhere(.connection) { applied, _, _ in #expect(applied) }
            #expect(steps > 25)
        }
    }

    @Test("a connection that is lost during COMMIT leaves it open how it ended; the next pass applies the commit once")
    func lostCommit() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.store.database.transaction {
                try $0.execute(
                    script: """
                        create function crash() returns trigger language plpgsql as $$ begin
                            perform pg_terminate_backend(pg_backend_pid());
                            return null;
                        end $$;
                        create constraint trigger crash after insert on sync_run deferrable initially deferred
                            for each row execute function crash();
                        """)
            }
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
            await #expect(throws: SQLError.self) { try await fixture.pass() }
            #expect(try await fixture.fleets() == ["a"])
            try await fixture.store.database.transaction { try $0.execute(script: "drop trigger crash on sync_run") }
            #expect(try await fixture.pass().summary == "1 created, 0 changed, 0 deleted, 0 released")
            #expect(try await fixture.fleets() == ["a", "b"])
        }
    }

    @Test("a database that is killed in the middle recovers, and the commit is applied once", arguments: [1, 9, 20])
    func killedDatabase(step: Int64) async throws {
        try await SyncFixture.withOwnDatabase { fixture in
            let world = CrashWorld(fixture: fixture)
            try await world.begin()
            let before = try await fixture.contents()
            try await world.change(1)
            try await world.plan.arm(.database, at: step)
            // The pass may outlive the recovery or not: a job of the queue would be tried again.
            let outcome = try? await fixture.pass()
            _ = try await world.plan.disarm()
            #expect(try await fixture.number("select count(*) from pg_ls_dir('.') d where d = 'crashed'") == 1)
            if outcome?.summary == nil { #expect(try await fixture.contents() == before) }
            try await fixture.pass()
            try await world.check(1)
        }
    }

    @Test("two servers at one repository apply each commit once, whole")
    func twoServers() async throws {
        try await SyncFixture.with { fixture in
            let other = try fixture.secondEngine()
            let id = try await fixture.id(of: "fleets")
            let world = CrashWorld(fixture: fixture)
            try await world.begin(crashing: false)
            for round in 1...6 {
                try await world.change(round)
                async let first = fixture.engine.pass(sync: id)
                async let second = other.pass(sync: id)
                let outcomes = try await [first, second]
                #expect(outcomes.contains { $0.summary != nil })
                try await world.check(round)
            }
            #expect(try await fixture.number("select count(*) from sync_run where outcome = 'applied'") == 7)
        }
    }
}

/// Commits each of which creates, changes, moves, deletes and releases something.
private struct CrashWorld: Sendable {
    let fixture: SyncFixture
    var plan: CrashPlan { CrashPlan(fixture.store.database) }

    /// The first commit, and the triggers.
    func begin(crashing: Bool = true) async throws {
        if crashing { try await plan.prepare() }
        var files = Dictionary(uniqueKeysWithValues: (0..<10).map { ("fleets/f\($0).yaml", fleet("f\($0)")) })
        files.merge(try varying(0)) { $1 }
        try await fixture.repository.commit(files)
        try await fixture.pass()
    }

    /// The commit of a round, from 1.
    func change(_ round: Int) async throws {
        var files = try varying(round)
        files["fleets/n\(round - 1).yaml"] = .delete
        files["fleets/d\(round - 1).yaml"] = .delete
        files["fleets/m\(round - 1)/m.yaml"] = .delete
        try await fixture.repository.commit(files)
    }

    private func varying(_ round: Int) throws -> [String: HostedChange] {
        [
            "fleets/f0.yaml": fleet("f0", image: "quay.io/a/b:\(round)"), "fleets/n\(round).yaml": fleet("n\(round)"),
            "fleets/m\(round)/m.yaml": fleet("m"),
            "fleets/d\(round).yaml": .text(
                "apiVersion: v1beta1\nkind: Device\nmetadata: {name: d\(round), labels: {x: y}}\nspec: {}\n"),
            "fleets/r.yaml": .text(
                """
                apiVersion: v1beta1
                kind: Repository
                metadata: {name: r}
                spec: {type: git, url: "https://g.io/\(round)", httpConfig: {username: u, password: p\(round)}}
                ---
                apiVersion: v1beta1
                kind: ResourceSync
                metadata: {name: s}
                spec: {repository: r, targetRevision: main, path: /\(round)}
                """),
        ]
    }

    /// What holds once the commit of a round is in force, however it came to be.
    func check(_ round: Int) async throws {
        let head = try await fixture.repository.git("rev-parse", "main")
        #expect(
            try await fixture.texts("select applied_oid from sync_state where applied_oid is not null") == [head])
        #expect(try await fixture.contents() == expected(round))
        #expect(try await fixture.texts("select name from device_declaration") == ["d\(round)"])
        #expect(
            try await fixture.texts(
                """
                select reason || ' ' || e.name from event e join commit c on c.id = e.commit_id
                where c.oid = '\(head)' and e.kind in ('Fleet', 'Device') order by 1
                """) == [
                    "ResourceCreated d\(round)", "ResourceCreated n\(round)", "ResourceDeleted n\(round - 1)",
                    "ResourceUpdated f0",
                ])
        #expect(
            try await fixture.texts(
                "select v.name from template_version v join resource r on r.id = v.fleet_id where r.name = 'f0' order by v.id"
            ).count == round + 1)
    }

    private func expected(_ round: Int) -> [String] {
        ((0..<10).map { "Fleet/f\($0) fleets/f\($0).yaml" }
            + [
                "Fleet/n\(round) fleets/n\(round).yaml", "Fleet/m fleets/m\(round)/m.yaml",
                "Device/d\(round) fleets/d\(round).yaml", "Repository/r fleets/r.yaml", "ResourceSync/s fleets/r.yaml",
            ]).sorted()
    }

    /// Crashes at the first statement of a pass, then with another commit at the second, until a pass has no more.
    /// - Parameter judge: Judges the crash; told whether the pass applied all the same, and what was owned before and
    ///   after.
    /// - Returns: How many statements a pass has.
    func crashEverywhere(_ how: CrashPlan.How, judge: (Bool, [String], [String]) -> Void) async throws -> Int {
        try await begin()
        var round = 1
        while true {
            let before = try await fixture.contents()
            try await change(round)
            try await plan.arm(how, at: Int64(round))
            let outcome = try? await fixture.pass()
            let counted = try await plan.disarm()
            guard counted >= round else { return round - 1 }
            judge(outcome?.summary != nil, before, try await fixture.contents())
            try await fixture.pass()
            try await check(round)
            round += 1
        }
    }
}

extension SyncFixture {
    /// `kind/name path` of everything that is owned.
    func contents() async throws -> [String] {
        try await texts("select kind || '/' || name || ' ' || path from manifest order by 1").sorted()
    }
}
