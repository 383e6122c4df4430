import Git
@testable import Jobs
import Nodes
import Repositories
@testable import ResourceSync
import Resources
import SQL
import Store
import TestSupport
import Testing

@Suite("A poll of a repository")
struct SyncPollTests {
    @Test("One question serves every sync of a repository and reference, and the passes that follow ask nobody")
    func oneQuestion() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.bootstrap(further: (0..<20).map { fixture.sync("s\($0)", path: "/s\($0)") }.joined())
            try await fixture.repository.commit(
                Dictionary(uniqueKeysWithValues: (0..<20).map { ("s\($0)/f.yaml", fleet("f\($0)")) }))
            try await fixture.poll()
            #expect(fixture.host.requests.count == 1)
            // The sync `fleets` of the fixture has a path that is missing; each has a job of its own.
            #expect(try await fixture.jobs().count == 21)
            fixture.host.forgetRequests()
            for job in try await fixture.jobs() where try await job.key != "\(fixture.id(of: "fleets"))" {
                try await fixture.engine.handle(job)
            }
            #expect(try await fixture.fleets().count == 20)
            #expect(fixture.host.requests.filter { $0.uri.contains("info/refs") }.count == 1, "the fetch, once")
        }
    }

    @Test("A hint that is not about what the sync reads now is not believed")
    func staleHint() async throws {
        try await SyncFixture.with { fixture in
            let old = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
            let hint = SyncHint(source: "elsewhere|main|fleets", head: try #require(ObjectID(hex: old)))
            try await fixture.engine.handle(
                Job(
                    id: 1, organization: 1, kind: "sync", key: "\(fixture.id(of: "fleets"))", payload: hint.payload,
                    attempt: 1))
            #expect(try await fixture.fleets() == ["a", "b"])
        }
    }

    @Test("Syncs at rest write nothing, however often they are polled")
    func rest() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            let before = try await fixture.rows()
            for _ in 0..<3 { try await fixture.poll() }
            #expect(try await fixture.rows() == before)
        }
    }

    @Test("A repository that cannot be reached says so once for all its syncs, with the next attempt, and no pass runs")
    func unreachable() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.bootstrap(further: fixture.sync("second", path: "/"))
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            for name in ["fleets", "second"] { try await fixture.pass(name) }
            try await fixture.store.database.transaction { try $0.execute(script: "delete from event") }
            fixture.host.behave(.status(503))
            try await fixture.poll(failures: 1)
            try await fixture.poll(failures: 2)
            #expect(try await fixture.jobs().isEmpty)
            for name in ["fleets", "second"] {
                let condition = try await fixture.condition("Accessible", of: name)
                #expect(condition.status == "False")
                #expect(condition.reason == "failed to clone repository")
                #expect(!condition.message.isEmpty)
                #expect(try await fixture.nextAttempt(.resourceSync, name) != nil)
            }
            #expect(try await fixture.nextAttempt(.repository, "fleet-repository") != nil)
            let events = try await fixture.texts("select kind || ' ' || name || ' ' || reason from event order by id")
            #expect(
                events.sorted() == [
                    "Repository fleet-repository RepositoryInaccessible",
                    "ResourceSync fleets ResourceSyncInaccessible",
                    "ResourceSync second ResourceSyncInaccessible",
                ])
            #expect(try await fixture.fleets() == ["a"])
        }
    }

    @Test("When the repository answers again every condition is True, and nothing is promised any more")
    func recovery() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            fixture.host.behave(.status(503))
            try await fixture.poll(failures: 1)
            fixture.host.behave(.serve)
            try await fixture.poll()
            for job in try await fixture.jobs() { try await fixture.engine.handle(job) }
            #expect(try await fixture.condition("Accessible").status == "True")
            #expect(try await fixture.nextAttempt(.resourceSync, "fleets") == nil)
            try await fixture.poll()
            #expect(try await fixture.texts("select repository from repository_poll") == [])
            let before = try await fixture.rows()
            try await fixture.poll()
            #expect(try await fixture.rows() == before)
        }
    }

    @Test("A Repository that does not exist is said to be missing, with the next attempt")
    func missing() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.bootstrap(further: fixture.sync("lost", repository: "nowhere", path: "/"))
            try await fixture.poll("nowhere", failures: 1)
            let condition = try await fixture.condition("Accessible", of: "lost")
            #expect(condition.reason == "repository resource not found")
            #expect(try await fixture.nextAttempt(.resourceSync, "lost") != nil)
            #expect(try await fixture.jobs().isEmpty)
        }
    }

    @Test("A reference that does not exist fails the syncs that follow it, and no others of the repository")
    func missingReference() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.bootstrap(further: fixture.sync("lost", revision: "nowhere", path: "/"))
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.poll()
            #expect(try await fixture.jobs().map(\.key) == ["\(fixture.id(of: "fleets"))"])
            #expect(try await fixture.condition("Accessible", of: "lost").message.contains("nowhere"))
            #expect(try await fixture.nextAttempt(.resourceSync, "lost") != nil)
            let access = try await fixture.texts(
                "select c ->> 'status' from resource_status s join resource r on r.id = s.resource_id, jsonb_array_elements(s.conditions) c where r.kind = 'Repository'"
            )
            #expect(access == ["True"])
        }
    }

    @Test("A sync that cannot be read as it is stored says so, and delays no other of its repository")
    func unreadable() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.bootstrap(further: fixture.sync("odd", path: "/"))
            try await fixture.store.database.transaction { connection in
                try connection.execute(
                    script: #"update resource set spec = spec || '{"path": 7}' where name = 'odd'"#)
            }
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.poll()
            #expect(try await fixture.jobs().map(\.key) == ["\(fixture.id(of: "fleets"))"])
            #expect(try await fixture.condition("Accessible", of: "odd").message.contains("odd"))
            #expect(try await fixture.nextAttempt(.resourceSync, "odd") != nil)
        }
    }

    @Test("A pass that fails in itself says so from the second time on, with one event")
    func internalFailure() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.store.database.transaction { connection in
                try connection.execute(script: "alter table manifest add constraint broken check (kind <> 'Fleet')")
            }
            for attempt in 1...3 {
                let job = try await Job(
                    id: 1, organization: 1, kind: "sync", key: "\(fixture.id(of: "fleets"))", payload: [],
                    attempt: attempt)
                await #expect(throws: SQLError.self) { try await fixture.engine.handle(job) }
                let events = try await fixture.texts(
                    "select message from event where reason = 'ResourceSyncSyncFailed'")
                #expect(events.count == (attempt == 1 ? 0 : 1))
            }
            let condition = try await fixture.condition("Synced")
            #expect(condition.status == "False")
            #expect(condition.message.contains("is tried again"))
        }
    }

    @Test("What was promised is kept by the next process")
    func memory() async throws {
        try await SyncFixture.with { fixture in
            fixture.host.behave(.status(503))
            try await fixture.poll(failures: 4)
            let target = try #require(try await fixture.polls.look(busy: []).targets.first)
            let memory = try #require(target.memory)
            #expect(memory.failures == 4)
            #expect(memory.wait > .seconds(3000) && memory.wait <= .seconds(3600))
        }
    }

    @Test("A written Repository or ResourceSync has another stamp, and is therefore due at once; a read one has not")
    func stamps() async throws {
        try await SyncFixture.with { fixture in
            func stamp() async throws -> String? { try await fixture.polls.look(busy: []).targets.first?.stamp }
            let first = try await stamp()
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            #expect(try await stamp() == first)
            try await fixture.bootstrap(further: fixture.sync("second", path: "/other"))
            let second = try await stamp()
            #expect(second != first)
            try await fixture.bootstrap(further: fixture.sync("second", path: "/another"))
            #expect(try await stamp() != second)
        }
    }
}

extension SyncFixture {
    fileprivate var polls: SyncPolls { SyncPolls(engine: engine, interval: .seconds(300)) }

    /// A manifest of a further ResourceSync.
    fileprivate func sync(
        _ name: String, repository: String = "fleet-repository", revision: String = "main", path: String
    ) -> String {
        """
        ---
        apiVersion: v1beta1
        kind: ResourceSync
        metadata: {name: \(name)}
        spec: {repository: \(repository), targetRevision: \(revision), path: \(path)}

        """
    }

    /// Polls once, as the schedule would have it.
    fileprivate func poll(_ repository: String = "fleet-repository", failures: Int = 0) async throws {
        let key = PolledRepository(organization: OrganizationID(1), name: repository)
        let answer = await polls.ask(key)
        #expect((answer.outcome == .success) == (failures == 0))
        await polls.settle(key, answer, PollNext(pause: .seconds(3600), failures: failures))
    }

    /// The passes that wait.
    fileprivate func jobs() async throws -> [Job] {
        try await store.database.read { connection in
            try connection.query("select id, key, payload from job where kind = 'sync' order by id", []).map { row in
                try Job(
                    id: row.int(0), organization: 1, kind: "sync", key: row.string(1), payload: row.json(2), attempt: 1)
            }
        }
    }

    /// When an object is attempted next, as its annotation says.
    fileprivate func nextAttempt(_ kind: Kind, _ name: String) async throws -> String? {
        let request = ListRequest(organization: OrganizationID(1), kind: kind)
        let document = try await store.snapshot { try Objects.find($0, request, name: name) }
        let node = try StoredSpec.node(try #require(document))
        return node["metadata"]?["annotations"]?["martlet.io/nextAttempt"]?.string
    }
}
