import Jobs
import ResourceSync
import SQL
import Store
import TestSupport
import Testing

@Suite("The scheduler")
struct SyncSchedulerTests {
    @Test("A git server that never answers does not delay the syncs of others")
    func silence() async throws {
        try await SyncFixture.with { fixture in
            try await GitHost.with { silent in
                let url = try await silent.repository("silent").url
                silent.behave(.silence)
                try await fixture.bootstrap(
                    further: """
                        ---
                        apiVersion: v1beta1
                        kind: Repository
                        metadata: {name: silent}
                        spec: {type: git, url: "\(url)"}
                        ---
                        apiVersion: v1beta1
                        kind: ResourceSync
                        metadata: {name: silent}
                        spec: {repository: silent, targetRevision: main, path: /}
                        """)
                let scheduler = SyncScheduler(engine: fixture.engine, interval: .milliseconds(100))
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { try await scheduler.run() }
                    await silent.arrival(ofRequests: 1)
                    try await fixture.forgetJobs()
                    try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
                    try await fixture.jobArrives(of: "fleets")
                    let unanswered = try await fixture.id(of: "silent")
                    #expect(try await !fixture.texts("select key from job").contains("\(unanswered)"))
                    tasks.cancelAll()
                }
            }
        }
    }
}

extension SyncFixture {
    /// Takes every job out of the queue.
    fileprivate func forgetJobs() async throws {
        try await store.database.transaction { try $0.execute(script: "delete from job") }
    }

    /// Waits until a pass of a sync is queued.
    fileprivate func jobArrives(of sync: String) async throws {
        let id = try await id(of: sync)
        let listener = Listener(address, logger: TestDatabase.quiet)
        for await _ in try listener.notifications(channels: [JobQueue.channel]) {
            if try await texts("select key from job where kind = 'sync'").contains("\(id)") { return }
        }
    }
}
