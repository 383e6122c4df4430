import Dispatch
import Resources
import SQL
import Store
import TestSupport
import Testing

@Suite struct SnapshotTests {
    @Test("P1: a page, its count and its revision are of one instant, although a commit is applied while they are read")
    func oneInstant() async throws {
        try await TestDatabase.with { test in
            let store = Store(database: test.database)
            try await store.migrate()
            let organization = try #require(try await test.database.read { try Organizations.all($0) }.first).id
            let (begun, signal) = AsyncStream.makeStream(of: Void.self)
            // Waited on by a thread of the database, which may block; never by a cooperative one.
            let committed = DispatchSemaphore(value: 0)
            let request = ListRequest(organization: organization, kind: .fleet)
            async let pages = store.snapshot { snapshot in
                let before = try Objects.list(snapshot, request)
                signal.finish()
                committed.wait()
                let after = try Objects.list(snapshot, request)
                return [before, after].map { [$0.revision, Int64($0.items.count)] }
            }
            for await _ in begun {}
            do {
                defer { committed.signal() }
                try await test.database.transaction { connection in
                    try connection.query(
                        "insert into resource (org, kind, name, spec) values ($1, 'Fleet', 'web', '{}')",
                        [.int(organization.value)])
                    try Organizations.advanceRevision(connection, organization)
                }
            }
            #expect(try await pages == [[0, 0], [0, 0]])
            let now = try await store.snapshot { try Objects.list($0, request) }
            #expect(now.revision == 1 && now.items.count == 1)
        }
    }

    @Test("A kind that is not listed and a token of another list are refused")
    func refusals() async throws {
        try await TestDatabase.with { test in
            let store = Store(database: test.database)
            try await store.migrate()
            await #expect(throws: StoreError.self) {
                try await store.snapshot {
                    try Objects.list($0, ListRequest(organization: OrganizationID(1), kind: .organization))
                }
            }
            var foreign = ListRequest(organization: OrganizationID(1), kind: .event)
            foreign.start = ContinueToken(keys: ["name"], remaining: 1, revision: 1)
            let request = foreign
            #expect(!request.accepts(ContinueToken(keys: ["name"], remaining: 1, revision: 1)))
            await #expect(throws: StoreError.self) { try await store.snapshot { try Objects.list($0, request) } }
        }
    }
}
