import Jobs
import Repositories
import SQL
import Store
import TestSupport
import Testing

@testable import ResourceSync

@Suite("Webhooks and the schedule")
struct HookedPollTests {
    @Test("A webhook makes a sync look at once that would otherwise wait an hour, and is relied upon from then on")
    func hurry() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            let scheduler = SyncScheduler(engine: fixture.engine, interval: .seconds(3600))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await scheduler.run() }
                fixture.host.forgetRequests()
                await fixture.host.arrival(ofRequests: 1)
                try await fixture.store.database.transaction { try $0.execute(script: "delete from job") }
                let new = try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
                let arrival = try fixture.arrivals()
                try await fixture.hook()
                scheduler.wake()
                for await _ in arrival where try await fixture.number("select count(*) from job") == 1 { break }
                #expect(try await fixture.texts("select payload ->> 'head' from job") == [new])
                #expect(try await fixture.number("select count(*) from repository_hook where due") == 0)
                #expect(
                    try await fixture.store.database.read { try RepositoryHooks.reliable($0).map(\.repository) }
                        == ["fleet-repository"])
                tasks.cancelAll()
            }
        }
    }

    @Test("What webhooks say is looked at once, and a Repository that is gone takes its mark along")
    func taken() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.hook()
            let polls = SyncPolls(engine: fixture.engine, interval: .seconds(60))
            #expect(try await polls.look(busy: []).hurried.map(\.name) == ["fleet-repository"])
            #expect(try await polls.look(busy: []).hurried == [])
            let sources = try await fixture.store.database.transaction {
                try RepositoryHooks.take($0, for: .sources).map(\.repository)
            }
            #expect(sources == ["fleet-repository"], "each schedule has marks of its own")
            try await fixture.hook()
            try await fixture.store.database.transaction {
                try $0.execute(script: "delete from resource where kind = 'Repository'")
            }
            #expect(try await polls.look(busy: []).hurried == [])
        }
    }
}

extension SyncFixture {
    /// Events of new jobs.
    fileprivate func arrivals() throws -> AsyncStream<ListenerEvent> {
        try Listener(address, logger: TestDatabase.quiet).notifications(channels: [JobQueue.channel])
    }

    /// A webhook about the Repository, proven.
    fileprivate func hook() async throws {
        let url = repository.url
        try await store.database.transaction { connection in
            try connection.query(
                """
                update resource set spec = spec || '{"webhookSecretRef": {"env": "MARTLET_SECRET_X"}}'
                where kind = 'Repository'
                """, [])
            let found = try RepositoryHooks.candidates(connection, addresses: [url])
            #expect(found.count == 1)
            try RepositoryHooks.receive(connection, found)
        }
    }
}
