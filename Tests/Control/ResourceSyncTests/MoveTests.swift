import Planning
import ResourceSync
import SQL
import Store
import TestSupport
import Testing

/// An object that moves between syncs is neither deleted nor made anew.
@Suite("Moves between syncs")
struct MoveTests {
    @Test(
        "one commit that moves a file between two syncs moves the fleet, whichever sync comes first", arguments: [0, 1])
    func movesInOneCommit(first: Int) async throws {
        try await SyncFixture.withTwo { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            let before = try await fixture.identities()
            try await fixture.repository.commit(["fleets/b.yaml": .delete, "more/b.yaml": fleet("b")])
            for sync in first == 0 ? ["fleets", "more", "fleets"] : ["more", "fleets", "more"] {
                try await fixture.pass(sync)
            }
            #expect(try await fixture.identities() == before)
            #expect(try await fixture.owners() == ["a fleets fleets/a.yaml", "b more more/b.yaml"])
            #expect(try await fixture.condition("Synced", of: "more").status == "True")
            #expect(try await fixture.number("select count(*) from event where reason = 'ResourceDeleted'") == 0)
            #expect(try await fixture.number("select count(*) from manifest_claim") == 0)
        }
    }

    @Test("the sync that lets go queues the one that waits")
    func queues() async throws {
        try await SyncFixture.withTwo { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/b.yaml": .delete, "more/b.yaml": fleet("b")])
            try await fixture.store.database.transaction { try $0.execute(script: "delete from job") }
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 0 deleted, 0 released, 1 let go")
            let more = try await fixture.id(of: "more")
            #expect(try await fixture.texts("select key from job where kind = 'sync'") == ["\(more)"])
            #expect(try await fixture.fleets() == ["a", "b"])
        }
    }

    @Test("both syncs that claim one name say so, with both places; the owner no longer when the other gives way")
    func contests() async throws {
        try await SyncFixture.withTwo { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "more/x.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.pass("more")
            let owner = try await fixture.condition("Contested")
            #expect(owner.status == "True")
            let refused = try await fixture.condition("Synced", of: "more")
            for message in [owner.message, refused.message] {
                for text in ["fleets/a.yaml:4:9", "more/x.yaml:4:9", "Fleet/a"] { #expect(message.contains(text)) }
            }
            #expect(owner.message.contains("ResourceSync/more") && refused.message.contains("ResourceSync/fleets"))
            let events = try await fixture.texts("select name from event where reason = 'ResourceUpdateFailed'")
            #expect(events == ["fleets"])
            let before = try await fixture.rows()
            try await fixture.pass("more")
            #expect(try await fixture.rows() == before)
            try await fixture.repository.commit(["more/x.yaml": fleet("c")])
            try await fixture.pass("more")
            #expect(try await fixture.condition("Contested").status == "False")
            #expect(try await fixture.fleets() == ["a", "c"])
        }
    }

    @Test("a device moves with its labels and what waits for its enrolment")
    func movesDevices() async throws {
        try await SyncFixture.withTwo { fixture in
            func device(_ name: String) -> HostedChange {
                .text("apiVersion: v1beta1\nkind: Device\nmetadata: {name: \(name), labels: {site: x}}\nspec: {}\n")
            }
            try await fixture.repository.commit([
                "fleets/1.yaml": device("d1"), "fleets/2.yaml": device("d2"), "fleets/a.yaml": fleet("a"),
            ])
            try await fixture.pass()
            try await fixture.enrol("d1")
            try await fixture.repository.commit([
                "fleets/1.yaml": .delete, "fleets/2.yaml": .delete, "more/1.yaml": device("d1"),
                "more/2.yaml": device("d2"),
            ])
            try await fixture.pass()
            // Between the two passes nobody owns them, and nothing of them is lost.
            #expect(try await fixture.texts("select labels ->> 'site' from device") == ["x"])
            #expect(try await fixture.number("select count(*) from device_declaration") == 2)
            try await fixture.pass("more")
            #expect(try await fixture.owners().suffix(2) == ["d1 more more/1.yaml", "d2 more more/2.yaml"])
            #expect(try await fixture.texts("select generation::text from device") == ["1"])
        }
    }

    @Test("a commit of another repository that waits for an object gets it when its owner lets go")
    func movesBetweenRepositories() async throws {
        try await SyncFixture.with { fixture in
            let other = try await fixture.host.repository("other")
            try await fixture.bootstrap(
                further: """
                    ---
                    apiVersion: v1beta1
                    kind: Repository
                    metadata: {name: other}
                    spec: {type: git, url: "\(other.url)"}
                    ---
                    apiVersion: v1beta1
                    kind: ResourceSync
                    metadata: {name: more}
                    spec: {repository: other, targetRevision: main, path: /}
                    """)
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            let before = try await fixture.identities()
            try await other.commit(["b.yaml": fleet("b")])
            #expect(try await fixture.pass("more") == .failed)
            try await fixture.repository.commit(["fleets/b.yaml": .delete])
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 0 deleted, 0 released, 1 let go")
            #expect(try await fixture.pass("more").summary == "0 created, 1 changed, 0 deleted, 0 released")
            #expect(try await fixture.identities() == before)
            #expect(try await fixture.owners() == ["a fleets fleets/a.yaml", "b more b.yaml"])
        }
    }

    @Test("an object that another path of the repository declares without a sync there is deleted")
    func deletesWithoutReader() async throws {
        try await SyncFixture.withTwo { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.repository.commit([
                "fleets/b.yaml": .delete, "moreover/b.yaml": fleet("b"), "more/.hidden/b.yaml": fleet("b"),
            ])
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 1 deleted, 0 released")
        }
    }

    @Test("a claim that comes between plan and apply is seen: the plan is stale")
    func seesLateClaims() async throws {
        try await SyncFixture.withTwo { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/b.yaml": .delete])
            let (id, more) = (try await fixture.id(of: "fleets"), try await fixture.id(of: "more"))
            let plan = try #require(try await fixture.engine.plan(sync: id))
            #expect(plan.deleted.map(\.key.name) == ["b"])
            try await fixture.store.database.transaction {
                try $0.execute(
                    script: "insert into manifest_claim values (1, 'Fleet', 'b', \(more), 'more/b.yaml', 0, 1, 1)")
            }
            let base = try await fixture.texts("select applied_oid from sync_state where applied_oid is not null")[0]
            let application = CommitApplication(
                organization: OrganizationID(1), sync: SyncReference(id: id, name: "fleets"), base: base, commit: nil,
                plan: plan, objects: [:])
            #expect(try await fixture.store.database.transaction { try application.apply($0) } == .stale)
            // The newest commit of that sync makes no such claim, and a new plan knows it.
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 1 deleted, 0 released")
            #expect(try await fixture.number("select count(*) from manifest_claim") == 0)
        }
    }

    @Test("two syncs that exchange objects in one commit are both refused and say so; in two commits they move")
    func exchanges() async throws {
        try await SyncFixture.withTwo { fixture in
            try await fixture.repository.commit([
                "fleets/a.yaml": fleet("a"), "more/b.yaml": fleet("b"), "more/c.yaml": fleet("c"),
            ])
            for sync in ["fleets", "more"] { try await fixture.pass(sync) }
            let before = try await fixture.identities()
            let exchange: [String: HostedChange] = [
                "fleets/a.yaml": .delete, "fleets/b.yaml": fleet("b"), "more/b.yaml": .delete,
                "more/a.yaml": fleet("a"),
            ]
            try await fixture.repository.commit(exchange)
            for sync in ["fleets", "more", "fleets"] { #expect(try await fixture.pass(sync) == .failed) }
            for sync in ["fleets", "more"] {
                #expect(try await fixture.condition("Synced", of: sync).message.contains("in two commits"))
            }
            for step in [["more/a.yaml": HostedChange.delete, "fleets/a.yaml": fleet("a")], exchange] {
                try await fixture.repository.commit(step)
                for sync in ["more", "fleets", "more", "fleets"] { try await fixture.pass(sync) }
            }
            #expect(try await fixture.identities() == before)
            #expect(
                try await fixture.owners()
                    == ["a more more/a.yaml", "b fleets fleets/b.yaml", "c more more/c.yaml"])
        }
    }
}

extension SyncFixture {
    /// An installation with a second sync, `more`, that reads `/more` of the same branch.
    static func withTwo(_ body: @Sendable (SyncFixture) async throws -> Void) async throws {
        try await with { fixture in
            try await fixture.bootstrap(
                further: """
                    ---
                    apiVersion: v1beta1
                    kind: ResourceSync
                    metadata: {name: more}
                    spec: {repository: fleet-repository, targetRevision: main, path: /more}
                    """)
            try await fixture.repository.commit(["more/README": .text("x"), "fleets/README": .text("x")])
            try await body(fixture)
        }
    }

    /// What a fleet would lose if it were made anew.
    func identities() async throws -> [String] {
        try await texts(
            """
            select r.name || r.id || ' ' || r.generation || ' ' || r.created_at || ' ' || string_agg(v.id || v.name, ',')
            from resource r join template_version v on v.fleet_id = r.id
            where kind = 'Fleet' group by r.id order by r.name
            """)
    }

    /// `object sync path` of everything that is owned.
    func owners() async throws -> [String] {
        try await texts(
            "select m.name || ' ' || s.name || ' ' || m.path from manifest m join resource s on s.id = m.sync_id order by 1"
        )
    }
}
