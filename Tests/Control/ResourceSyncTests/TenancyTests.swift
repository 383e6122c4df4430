import ResourceSync
import SQL
import Store
import TestSupport
import Testing

/// What a sync may target, and what it leaves behind.
@Suite("Limits of syncs")
struct TenancyTests {
    static let outside = [
        ("fleets/x.yaml", "x", "kinds: [Device]", "is no Device"),
        ("fleets/x.yaml", "x", "namePrefixes: [berlin-]", "berlin-"),
        ("fleets/x.yaml", "berlin", "namePrefixes: [berlin-]", "berlin-"),
        ("fleets/x.yaml", "x", "matchLabels: {site: berlin}", "site=berlin"),
    ]

    @Test("a document outside of them refuses the commit, with its place", arguments: outside)
    func refuses(path: String, name: String, targets: String, told: String) async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("targets: {\(targets)}")
            try await fixture.repository.commit([path: fleet(name)])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets().isEmpty)
            let message = try await fixture.condition("Synced").message
            #expect(message.contains("fleets/x.yaml:4:9") && message.contains(told) && message.contains("spec.targets"))
        }
    }

    @Test("a limited sync takes over no device that others look after, whatever it declares about it")
    func takesNoForeignDevice() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("targets: {matchLabels: {site: berlin}}")
            try await fixture.enrol("d1", labels: #"{"site": "munich"}"#)
            let device = "apiVersion: v1beta1\nkind: Device\nmetadata: {name: d1, labels: {site: berlin}}\nspec: {}\n"
            try await fixture.repository.commit(["fleets/d.yaml": .text(device)])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("Synced").message.contains("Device/d1 does not carry the label"))
            try await fixture.store.database.transaction {
                try $0.execute(script: #"update device set labels = '{"site": "berlin"}'"#)
            }
            #expect(try await fixture.pass().summary == "0 created, 1 changed, 0 deleted, 0 released")
        }
    }

    @Test("a fleet of a limited sync selects no devices of others")
    func selectsNoForeignDevices() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("targets: {matchLabels: {site: berlin}}")
            func fleet(_ selector: String) -> HostedChange {
                .text(
                    """
                    apiVersion: v1beta1
                    kind: Fleet
                    metadata: {name: f, labels: {site: berlin}}
                    spec: {selector: {matchLabels: {\(selector)}}, template: {spec: {}}}
                    """)
            }
            try await fixture.repository.commit(["fleets/f.yaml": fleet("role: kiosk")])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("Synced").message.contains("selects devices without"))
            try await fixture.repository.commit(["fleets/f.yaml": fleet("role: kiosk, site: berlin")])
            #expect(try await fixture.pass().summary == "1 created, 0 changed, 0 deleted, 0 released")
        }
    }

    @Test("what a sync owned before it was limited refuses the next pass, and is not deleted when its document goes")
    func keepsWhatItMayNotTarget() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit([
                "fleets/a.yaml": fleet("a"), "fleets/berlin-b.yaml": fleet("berlin-b"),
            ])
            try await fixture.pass()
            try await fixture.declareSync("targets: {namePrefixes: [berlin-]}")
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("Synced").message.contains("fleets/a.yaml:4:9: Fleet/a"))
            try await fixture.repository.commit(["fleets/a.yaml": .delete])
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 0 deleted, 0 released, 1 let go")
            #expect(try await fixture.fleets() == ["a", "berlin-b"])
            #expect(
                try await fixture.texts("select message from event where message like '%without owner%'").count == 1)
            #expect(try await fixture.texts("select name from manifest") == ["berlin-b"])
        }
    }

    static let wider = [
        "", ", targets: {kinds: [Fleet]}", ", targets: {namePrefixes: [more-x]}",
        ", targets: {kinds: [Fleet, Device], namePrefixes: [more]}",
        ", targets: {kinds: [Fleet], namePrefixes: [mor]}",
    ]

    @Test("a limited sync makes no sync with wider limits", arguments: wider)
    func refusesWiderSyncs(targets: String) async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("targets: {kinds: [ResourceSync, Fleet], namePrefixes: [more]}")
            try await fixture.repository.commit(["fleets/s.yaml": child(targets)])
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("Synced").message.contains("ResourceSync/more could target"))
            #expect(try await fixture.number("select count(*) from resource where kind = 'ResourceSync'") == 1)
        }
    }

    @Test("a limited sync makes syncs within its limits, and they are limited so")
    func allowsNarrowerSyncs() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("targets: {kinds: [ResourceSync, Fleet], namePrefixes: [more]}")
            try await fixture.repository.commit([
                "fleets/s.yaml": child(", targets: {kinds: [Fleet], namePrefixes: [more-]}"),
                "more/a.yaml": fleet("more-a"), "more/b.yaml": fleet("b"),
            ])
            #expect(try await fixture.pass().summary == "1 created, 0 changed, 0 deleted, 0 released")
            #expect(try await fixture.pass("more") == .failed)
            try await fixture.repository.commit(["more/b.yaml": .delete])
            #expect(try await fixture.pass("more").summary == "1 created, 0 changed, 0 deleted, 0 released")
        }
    }

    @Test("organizations know nothing of each other: the same names in two are two objects, and one may go")
    func organizations() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.store.database.transaction {
                try $0.execute(
                    script: """
                        insert into org (uid, name, display_name) values (gen_random_uuid(), 'other', 'Other');
                        insert into resource (org, kind, name, spec)
                            select (select id from org where name = 'other'), kind, name, spec from resource;
                        insert into sync_state (sync_id) select id from resource r where kind = 'ResourceSync' and org > 1
                        """)
            }
            let other = try await fixture.number("select max(id) from resource where kind = 'ResourceSync'")
            let first = try await fixture.number("select min(id) from resource where kind = 'ResourceSync'")
            for sync in [first, other] {
                #expect(
                    try await fixture.engine.pass(sync: sync).summary == "2 created, 0 changed, 0 deleted, 0 released")
            }
            try await fixture.repository.commit(["fleets/b.yaml": .delete])
            _ = try await fixture.engine.pass(sync: other)
            #expect(
                try await fixture.texts("select org || name from resource where kind = 'Fleet' order by 1")
                    == ["1a", "1b", "2a"])
        }
    }

    @Test("what a removed sync owned stays without owner, and another may take it")
    func orphans() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.withChild("")
            try await fixture.repository.commit(["fleets/s.yaml": .delete])
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 1 deleted, 0 released")
            #expect(try await fixture.fleets() == ["a", "b", "c"])
            #expect(try await fixture.owners() == ["a fleets fleets/a.yaml"])
            #expect(try await fixture.texts("select name from device_declaration") == ["d1"])
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
            #expect(try await fixture.pass().summary == "0 created, 1 changed, 0 deleted, 0 released")
        }
    }

    @Test("deletionPolicy Delete: its objects go with it, devices are released, and the guard counts them")
    func deletesWithSync() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.withChild(", deletionPolicy: Delete")
            try await fixture.enrol("d1")
            let commit = try await fixture.repository.commit(["fleets/s.yaml": .delete])
            #expect(try await fixture.pass() == .failed)
            let message = try await fixture.condition("PruneBlocked").message
            for text in ["4 objects of 2", "Fleet/b (more/b.yaml", "online (d1)"] { #expect(message.contains(text)) }
            #expect(try await fixture.fleets() == ["a", "b", "c"])
            _ = try await fixture.approve(commit)
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 4 deleted, 0 released")
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.number("select count(*) from device_declaration") == 0)
            #expect(try await fixture.texts("select name from device") == ["d1"])
        }
    }

    @Test("a sync that goes with deletionPolicy Delete never takes the sync that removes it, or its Repository, along")
    func keepsFoundations() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.withChild(", deletionPolicy: Delete")
            let foundations = """
                apiVersion: v1beta1
                kind: Repository
                metadata: {name: fleet-repository}
                spec: {type: git, url: "\(fixture.repository.url)"}
                ---
                apiVersion: v1beta1
                kind: ResourceSync
                metadata: {name: fleets}
                spec: {repository: fleet-repository, targetRevision: main, path: /fleets}
                """
            try await fixture.repository.commit(["more/f.yaml": .text(foundations)])
            try await fixture.pass("more")
            let commit = try await fixture.repository.commit(["fleets/s.yaml": .delete])
            try await fixture.pass()
            _ = try await fixture.approve(commit)
            #expect(try await fixture.pass().summary != nil)
            #expect(
                try await fixture.texts("select kind from resource where kind <> 'Fleet' order by kind")
                    == ["Repository", "ResourceSync"])
            #expect(try await fixture.fleets() == ["a"])
        }
    }

    @Test("one commit that removes a sync and declares its objects takes them over")
    func takesOver() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.withChild("")
            let before = try await fixture.identities()
            try await fixture.repository.commit([
                "fleets/s.yaml": .delete, "fleets/b.yaml": fleet("b"), "fleets/c.yaml": fleet("c"),
                "more/b.yaml": .delete, "more/c.yaml": .delete,
            ])
            #expect(try await fixture.pass().summary == "0 created, 2 changed, 1 deleted, 0 released")
            #expect(try await fixture.identities() == before)
            #expect(try await fixture.owners().count == 3)
        }
    }
}

private func child(_ fields: String) -> HostedChange {
    .text(
        """
        apiVersion: v1beta1
        kind: ResourceSync
        metadata: {name: more}
        spec: {repository: fleet-repository, targetRevision: main, path: /more\(fields)}
        """)
}

extension SyncFixture {
    /// A sync `more`, declared by `fleets`, which owns the fleets b and c and the device d1.
    fileprivate func withChild(_ fields: String) async throws {
        try await repository.commit([
            "fleets/s.yaml": child(fields), "fleets/a.yaml": fleet("a"), "more/b.yaml": fleet("b"),
            "more/c.yaml": fleet("c"),
            "more/d.yaml": .text("apiVersion: v1beta1\nkind: Device\nmetadata: {name: d1, labels: {x: y}}\nspec: {}\n"),
        ])
        try await pass()
        try await pass("more")
    }
}
