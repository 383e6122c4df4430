import Planning
import ResourceSync
import SQL
import Store
import TestSupport
import Testing

/// P5: content that was judged is not read again.
@Suite("P5: the cache of judged files")
struct JudgedOnceTests {
    @Test("a whole listing plans nothing when nothing changed, and the plan of a dry run writes nothing")
    func unchanged() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            let before = try await fixture.rows()
            let plan = try await fixture.engine.plan(sync: try await fixture.id(of: "fleets"), complete: true)
            #expect(plan?.isEmpty == true && plan?.unchanged == 0)
            #expect(try await fixture.rows() == before)
        }
    }

    @Test("files without manifests are remembered too, and hidden ones are not")
    func remembersAll() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit([
                "fleets/a.yaml": fleet("a"), "fleets/empty.yaml": .text("# nothing\n"),
                "fleets/.hidden.yaml": fleet("h"),
            ])
            try await fixture.pass()
            #expect(
                try await fixture.texts("select path from manifest_file order by path")
                    == ["fleets/a.yaml", "fleets/empty.yaml"])
            try await fixture.repository.commit([
                "fleets/.hidden.yaml": .delete, "fleets/h.yaml": fleet("h"), "fleets/empty.yaml": .delete,
            ])
            try await fixture.pass()
            #expect(try await fixture.fleets() == ["a", "h"])
            #expect(
                try await fixture.texts("select path from manifest_file order by path")
                    == ["fleets/a.yaml", "fleets/h.yaml"])
        }
    }

    @Test("another path to the same content moves everything without reading it")
    func movesByContent() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/x/a.yaml": fleet("a"), "fleets/x/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.repository.commit([
                "fleets/x/a.yaml": .delete, "fleets/x/b.yaml": .delete, "fleets/y/a.yaml": fleet("a"),
                "fleets/y/b.yaml": fleet("b"),
            ])
            let id = try await fixture.id(of: "fleets")
            let plan = try #require(try await fixture.engine.plan(sync: id, complete: true))
            #expect(plan.moved.map(\.place.path) == ["fleets/y/a.yaml", "fleets/y/b.yaml"])
            #expect(plan.created.isEmpty && plan.deleted.isEmpty && plan.changed.isEmpty)
            try await fixture.declareSync("", path: "/fleets/y")
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 0 deleted, 0 released")
            #expect(
                try await fixture.texts("select path from manifest order by 1") == [
                    "fleets/y/a.yaml", "fleets/y/b.yaml",
                ])
        }
    }

    @Test("a copy of a file is a second declaration, also when its content is known")
    func refusesCopies() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/copy.yaml": fleet("a")])
            try await fixture.declareSync("", path: "/")
            #expect(try await fixture.pass() == .failed)
            let message = try await fixture.condition("Synced").message
            #expect(message.contains("fleets/copy.yaml:4:9") && message.contains("fleets/a.yaml:4:9"))
        }
    }

    @Test("other rules judge every file again")
    func otherRules() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            try await fixture.store.database.transaction {
                try $0.execute(
                    script: "update manifest_file set rules = 0; update sync_state set applied_source = 'older'")
            }
            let plan = try #require(
                try await fixture.engine.plan(sync: try await fixture.id(of: "fleets"), complete: true))
            #expect(plan.isEmpty && plan.unchanged == 12)
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 0 deleted, 0 released")
            #expect(try await fixture.number("select count(*) from manifest_file where rules > 0") == 12)
            #expect(try await fixture.pass() == .unchanged)
        }
    }

    @Test("a whole listing with one change plans that one")
    func findsTheChange() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.twelveFleets()
            try await fixture.repository.commit([
                "fleets/f3.yaml": fleet("f3", image: "q.io/a:2"), "fleets/f4.yaml": .delete,
                "fleets/n.yaml": fleet("n"),
            ])
            let plan = try #require(
                try await fixture.engine.plan(sync: try await fixture.id(of: "fleets"), complete: true))
            #expect(plan.changed.map(\.key.name) == ["f3"])
            #expect(plan.created.map(\.key.name) == ["n"])
            #expect(plan.deleted.map(\.key.name) == ["f4"])
            #expect(plan.unchanged == 0)
        }
    }
}
