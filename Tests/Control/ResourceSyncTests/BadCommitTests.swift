import ResourceSync
import TestSupport
import Testing

/// P3: bad commits change nothing, say where and why, and the next good commit is applied.
@Suite("P3: a bad commit")
struct BadCommitTests {
    struct BadFile: Sendable, CustomTestStringConvertible {
        let what: String
        let files: [String: String]
        /// What the condition's message must hold.
        let told: [String]

        var testDescription: String { what }
    }

    static let badFiles = [
        BadFile(
            what: "an unknown field",
            files: [
                "fleets/x.yaml":
                    "apiVersion: v1beta1\nkind: Fleet\nmetadata: {name: x}\nspec:\n  selctor: {}\n  template: {spec: {}}\n"
            ],
            told: ["fleets/x.yaml:5:3", "selctor", "selector"]),
        BadFile(
            what: "broken YAML", files: ["fleets/x.yaml": "kind: Fleet\n  metadata: ["], told: ["fleets/x.yaml:2:"]),
        BadFile(
            what: "an alias bomb",
            files: [
                "fleets/x.yaml": "a: &a [1,1,1,1,1,1,1,1,1]\n"
                    + zip("bcdefghi", "abcdefgh").map {
                        "\($0): &\($0) [*\($1),*\($1),*\($1),*\($1),*\($1),*\($1),*\($1),*\($1)]\n"
                    }.joined()
            ], told: ["fleets/x.yaml:", "MR1003"]),
        BadFile(
            what: "an oversized file", files: ["fleets/x.yaml": "# " + String(repeating: "x", count: 2 << 20)],
            told: ["fleets/x.yaml:1:1", "1 MiB"]),
        BadFile(
            what: "one name in two files",
            files: [
                "fleets/x.yaml":
                    "apiVersion: v1beta1\nkind: Fleet\nmetadata: {name: x}\nspec: {selector: {matchLabels: {a: b}}, template: {spec: {}}}\n",
                "fleets/y.yaml":
                    "apiVersion: v1beta1\nkind: Fleet\nmetadata: {name: x}\nspec: {selector: {matchLabels: {a: b}}, template: {spec: {}}}\n",
            ], told: ["fleets/y.yaml:3", "fleets/x.yaml"]),
        BadFile(
            what: "the name of a fleet in a file that the commit does not touch",
            files: [
                "fleets/x.yaml":
                    "apiVersion: v1beta1\nkind: Fleet\nmetadata: {name: good}\nspec: {selector: {matchLabels: {a: b}}, template: {spec: {}}}\n"
            ],
            told: ["fleets/x.yaml:3:18", "fleets/good.yaml:4:9"]),
        BadFile(
            what: "a catalog, which no server keeps yet",
            files: [
                "fleets/x.yaml":
                    "apiVersion: flightctl.io/v1alpha1\nkind: Catalog\nmetadata: {name: x}\nspec: {displayName: X}\n"
            ],
            told: ["fleets/x.yaml:3:", "MR1013", "Catalog"]),
        BadFile(
            what: "an unknown kind", files: ["fleets/x.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n"],
            told: ["fleets/x.yaml:", "ConfigMap"]),
    ]

    @Test("leaves the last good commit in force, and the sync recovers", arguments: badFiles)
    func changesNothing(bad: BadFile) async throws {
        try await SyncFixture.with { fixture in
            let good = try await fixture.repository.commit(["fleets/good.yaml": fleet("good")])
            try await fixture.pass()
            try await fixture.repository.commit(
                bad.files.mapValues { .text($0) }.merging(["fleets/other.yaml": fleet("other")]) { $1 })
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["good"])
            #expect(try await fixture.texts("select applied_oid from sync_state") == [good])
            let parsed = try await fixture.condition("ResourceParsed")
            let synced = try await fixture.condition("Synced")
            #expect(synced.status == "False")
            for text in bad.told { #expect((parsed.message + synced.message).contains(text), "\(text)") }
            #expect(
                try await fixture.number(
                    "select count(*) from event where reason in ('ResourceSyncParsingFailed', 'ResourceSyncSyncFailed')"
                ) > 0)
            try await fixture.repository.commit(bad.files.mapValues { _ in .delete })
            #expect(try await fixture.pass().summary != nil)
            #expect(try await fixture.fleets() == ["good", "other"])
            #expect(try await fixture.condition("Synced").status == "True")
        }
    }

    @Test("says the same thing once, however often it is looked at")
    func doesNotRepeat() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/x.yaml": .text("kind: ")])
            try await fixture.pass()
            let events = try await fixture.number("select count(*) from event")
            try await fixture.pass()
            #expect(try await fixture.number("select count(*) from event") == events)
            #expect(try await fixture.number("select count(*) from sync_run") == 1)
        }
    }

    @Test("a path that is missing prunes nothing")
    func keepsOnMissingPath() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/a.yaml": .delete, "README": .text("gone")])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.condition("Accessible").reason == "path not found in repository")
        }
    }

    @Test("a repository that refuses prunes nothing, and its condition says why", arguments: [404, 401, 500])
    func keepsOnRefusal(status: Int) async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            fixture.host.behave(.status(status))
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.condition("Accessible").status == "False")
            #expect(try await fixture.condition("Synced").status == "True")
        }
    }

    @Test("a branch that does not exist is told")
    func tellsMissingBranch() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")], branch: "other")
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("Accessible").message.contains("main"))
        }
    }

    @Test("a sync never prunes the Repository that it reads")
    func keepsFoundations() async throws {
        try await SyncFixture.with { fixture in
            let manifest =
                "apiVersion: v1beta1\nkind: Repository\nmetadata: {name: fleet-repository}\nspec: {type: git, url: \"\(fixture.repository.url)\"}\n"
            try await fixture.repository.commit(["fleets/r.yaml": .text(manifest), "fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/r.yaml": .delete, "fleets/b.yaml": fleet("b")])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.condition("Synced").message.contains("Repository/fleet-repository"))
        }
    }

    @Test("two syncs that claim one name: the second is refused and names the first with its place")
    func refusesForeignNames() async throws {
        try await SyncFixture.with { fixture in
            let sync =
                "apiVersion: v1beta1\nkind: ResourceSync\nmetadata: {name: more}\nspec: {repository: fleet-repository, targetRevision: main, path: /more}\n"
            try await fixture.repository.commit([
                "fleets/s.yaml": .text(sync), "fleets/a.yaml": fleet("a"),
                "more/a.yaml": fleet("a", image: "quay.io/x/y:z"),
            ])
            try await fixture.pass()
            #expect(try await fixture.pass("more") == .failed)
            let message = try await fixture.condition("Synced", of: "more").message
            #expect(message.contains("ResourceSync/fleets"))
            #expect(message.contains("fleets/a.yaml"))
        }
    }

    @Test("P9: a credential stands in no row, event or condition")
    func keepsSecrets() async throws {
        try await SyncFixture.with { fixture in
            let canary = "canary-3f1a9c"
            let manifest =
                "apiVersion: v1beta1\nkind: Repository\nmetadata: {name: private}\nspec: {type: git, url: \"\(fixture.repository.url)\", httpConfig: {username: u, password: \(canary)}}\n"
            try await fixture.repository.commit(["fleets/r.yaml": .text(manifest)])
            try await fixture.pass()
            #expect(
                try await fixture.texts(
                    "select spec -> 'httpConfig' ->> 'password' from resource where name = 'private'") == ["*****"])
            #expect(try await fixture.number("select count(*) from secret") == 1)
            for table in ["resource", "event", "resource_status", "sync_run", "manifest", "job", "secret"] {
                #expect(
                    try await fixture.number("select count(*) from \(table) t where t::text like '%\(canary)%'") == 0,
                    "\(table)")
            }
        }
    }
}
