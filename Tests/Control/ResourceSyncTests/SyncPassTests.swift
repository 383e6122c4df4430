import ResourceSync
import SQL
import Store
import TestSupport
import MetricsTestKit
import Testing

@Suite("A pass")
struct SyncPassTests {
    @Test("applies a commit, then finds nothing to do and writes nothing")
    func appliesOnce() async throws {
        try await SyncFixture.with { fixture in
            let commit = try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yml": fleet("b")])
            #expect(
                try await fixture.pass()
                    == .applied(oid: commit, summary: "2 created, 0 changed, 0 deleted, 0 released"))
            #expect(try await fixture.fleets() == ["a", "b"])
            #expect(try await fixture.condition("Synced").status == "True")
            let before = try await fixture.texts("select xmin::text || ctid::text from resource_status order by 1")
            #expect(try await fixture.pass() == .unchanged)
            #expect(
                try await fixture.texts("select xmin::text || ctid::text from resource_status order by 1") == before)
            #expect(try await fixture.number("select count(*) from sync_run") == 1)
        }
    }

    @Test("P5: a commit that touches one file reads and writes one object")
    func followsTheChange() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            let before = try await fixture.texts("select name || rev from resource where kind = 'Fleet' order by 1")
            try await fixture.repository.commit([
                "fleets/b.yaml": fleet("b", image: "quay.io/acme/os:v2"), "README": .text("x"),
            ])
            #expect(try await fixture.pass().summary == "0 created, 1 changed, 0 deleted, 0 released")
            let after = try await fixture.texts("select name || rev from resource where kind = 'Fleet' order by 1")
            #expect(Set(after).symmetricDifference(before).count == 2)
            #expect(try await fixture.texts("select name from template_version order by id") == ["v1", "v1", "v2"])
        }
    }

    @Test("a removed document prunes its fleet; a moved one changes only its place")
    func prunesAndMoves() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            let id = try await fixture.number("select id from resource where name = 'a'")
            try await fixture.repository.commit([
                "fleets/a.yaml": .delete, "fleets/sub/a.yaml": fleet("a"), "fleets/b.yaml": .delete,
            ])
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 1 deleted, 0 released")
            #expect(try await fixture.number("select id from resource where name = 'a'") == id)
            #expect(try await fixture.texts("select path from manifest") == ["fleets/sub/a.yaml"])
        }
    }

    @Test("P1: a commit whose second half fails leaves nothing of its first half")
    func isWhole() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.store.database.transaction {
                try $0.execute(script: "alter table manifest add constraint no_z check (name <> 'z')")
            }
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b"), "fleets/z.yaml": fleet("z")])
            await #expect(throws: (any Error).self) { try await fixture.pass() }
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.number("select count(*) from template_version") == 1)
            try await fixture.store.database.transaction {
                try $0.execute(script: "alter table manifest drop constraint no_z")
            }
            try await fixture.pass()
            #expect(try await fixture.fleets() == ["a", "b", "z"])
        }
    }

    @Test("two passes of one commit at once apply it once")
    func appliesOnceAmongTwo() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            async let first = fixture.pass()
            async let second = fixture.pass()
            _ = try await (first, second)
            #expect(
                try await fixture.number(
                    "select count(*) from event where reason = 'ResourceCreated' and kind = 'Fleet'") == 1)
            #expect(try await fixture.number("select rev from resource where name = 'a'") == 1)
        }
    }

    @Test("Repository and ResourceSync manifests sync as well, and a new sync is due at once")
    func syncsSyncs() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit([
                "fleets/more.yaml": .text(
                    """
                    apiVersion: v1beta1
                    kind: ResourceSync
                    metadata: {name: more}
                    spec: {repository: fleet-repository, targetRevision: main, path: /more}
                    """), "more/c.yaml": fleet("c"),
            ])
            let before = try await fixture.store.database.read { try RepositoryPolls.all($0) }
            try await fixture.pass()
            let after = try await fixture.store.database.read { try RepositoryPolls.all($0) }
            #expect(after.map(\.syncs) == [2])
            #expect(after.map(\.stamp) != before.map(\.stamp))
            try await fixture.pass("more")
            #expect(try await fixture.fleets() == ["c"])
        }
    }

    @Test("P2: hidden files are none of its business, and endings count in any letter case, as in validation")
    func readsManifestsOnly() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit([
                "fleets/A.YAML": fleet("a"), "fleets/.ci.yml": .text("stages: [test]"),
                "fleets/.github/workflows/x.yaml": .text("on: push"),
            ])
            try await fixture.pass()
            #expect(try await fixture.fleets() == ["a"])
            try await fixture.repository.commit(["fleets/.ci.yml": .text("stages: [")])
            try await fixture.pass()
            #expect(try await fixture.condition("Synced").status == "True")
        }
    }

    @Test("passes and what they changed are counted")
    func countsPasses() async throws {
        try await SyncFixture.with { fixture in
            func count(_ name: String, _ label: (String, String)) throws -> Int64 {
                try fixture.metrics.expectCounter(name, [label]).totalValue
            }
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/a.yaml": .delete])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/a.yaml": .text("kind: Fleat")])
            try await fixture.pass()
            #expect(try count("martlet_sync_passes_total", ("result", "applied")) == 2)
            #expect(try count("martlet_sync_passes_total", ("result", "unchanged")) == 1)
            #expect(try count("martlet_sync_passes_total", ("result", "failed")) == 1)
            #expect(try count("martlet_sync_objects_total", ("change", "created")) == 2)
            #expect(try count("martlet_sync_objects_total", ("change", "deleted")) == 1)
        }
    }

    @Test("a Device manifest for a device that is not enrolled waits, and its removal takes it back")
    func declaresDevices() async throws {
        try await SyncFixture.with { fixture in
            let device = "apiVersion: v1beta1\nkind: Device\nmetadata: {name: d1, labels: {site: x}}\nspec: {}\n"
            try await fixture.repository.commit(["fleets/d.yaml": .text(device)])
            try await fixture.pass()
            #expect(try await fixture.number("select count(*) from device") == 0)
            #expect(try await fixture.texts("select labels::text from device_declaration") == [#"{"site": "x"}"#])
            try await fixture.repository.commit(["fleets/d.yaml": .delete, "fleets/a.yaml": fleet("a")])
            #expect(try await fixture.pass().summary == "1 created, 0 changed, 0 deleted, 1 released")
            #expect(try await fixture.number("select count(*) from device_declaration") == 0)
        }
    }

    @Test("a start without a change of the bootstrap directory writes nothing, and git may take over what it holds")
    func bootstrapsOnce() async throws {
        try await SyncFixture.with { fixture in
            let before = try await fixture.texts("select name || rev from resource order by 1")
            try await fixture.bootstrap()
            #expect(try await fixture.texts("select name || rev from resource order by 1") == before)
            try await fixture.repository.commit([
                "fleets/r.yaml": .text(
                    "apiVersion: v1beta1\nkind: Repository\nmetadata: {name: fleet-repository, labels: {by: git}}\n"
                        + "spec: {type: git, url: \"\(fixture.repository.url)\"}\n")
            ])
            try await fixture.pass()
            try await fixture.bootstrap(further: "\n")
            #expect(
                try await fixture.texts("select labels ->> 'by' from resource where kind = 'Repository'") == ["git"])
        }
    }
}

extension PassOutcome {
    /// What was applied.
    var summary: String? {
        if case .applied(_, let summary) = self { summary } else { nil }
    }
}
