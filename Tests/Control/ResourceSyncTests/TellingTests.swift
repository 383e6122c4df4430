import ResourceSync
import SQL
import Store
import TestSupport
import Testing

@Suite("What forges are to be told of commits")
struct TellingTests {
    /// Outcome and description of each commit that was noted, oldest first.
    static func noted(_ fixture: SyncFixture) async throws -> [String] {
        try await fixture.texts(
            "select outcome || ': ' || description from commit_status where subject = 'sync' order by at, oid")
    }

    static func declareForge(_ fixture: SyncFixture) async throws {
        try await fixture.store.database.transaction { connection in
            _ = try connection.query(
                """
                update resource set spec = spec
                    || '{"commitStatus": {"provider": "github", "tokenRef": {"env": "MARTLET_SECRET_FORGE"}}}'
                where kind = 'Repository'
                """, [])
        }
    }

    @Test("Applied, refused with the first finding's place, waiting for approval: each in the transaction that says so")
    func outcomes() async throws {
        try await SyncFixture.with { fixture in
            try await Self.declareForge(fixture)
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            #expect(try await Self.noted(fixture) == ["applied: 1 created, 0 changed, 0 deleted, 0 released"])
            try await fixture.pass()
            let bad = try await fixture.repository.commit([
                "fleets/b.yaml": .text("kind: ["), "fleets/c.yaml": .text("kind: ["),
            ])
            try await fixture.pass()
            let refused = try await Self.noted(fixture).last
            #expect(refused?.hasPrefix("rejected: fleets/b.yaml:") == true)
            let gone = try await fixture.repository.commit(
                ["fleets/a.yaml": .delete, "fleets/b.yaml": .text("# nothing"), "fleets/c.yaml": .delete])
            try await fixture.pass()
            #expect(try await Self.noted(fixture).last?.hasPrefix("waiting: ") == true)
            let id = try await fixture.id(of: "fleets")
            let keys = try await fixture.texts("select key from job where kind = 'commit-status' order by id")
            #expect(keys.count == 3 && keys.suffix(2) == ["\(id):\(bad)", "\(id):\(gone)"])
        }
    }

    @Test("A Repository without a forge costs nothing; one that cannot be reached tells nothing")
    func silent() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            #expect(try await Self.noted(fixture).isEmpty)
            try await Self.declareForge(fixture)
            fixture.host.behave(.status(500))
            try await fixture.pass()
            #expect(try await Self.noted(fixture).isEmpty)
            #expect(try await fixture.number("select count(*) from job where kind = 'commit-status'") == 0)
        }
    }
}
