import Git
import Logging
import MetricsTestKit
import Nodes
import Planning
import PrivatePostgres
import ResourceSync
import SQL
import Secrets
import Store
import TestSupport
import Testing

/// A store, a git host and an engine between them; the ResourceSync `fleets` reads `/fleets` of the branch main.
struct SyncFixture: Sendable {
    let store: Store
    let address: DatabaseAddress
    let host: GitHost
    let repository: HostedRepository
    let engine: SyncEngine
    let directory: String
    let metrics = TestMetrics()
    private let sealer: Sealer
    private let addresses: ContentAddress

    /// Runs a test in an installation of its own, bootstrapped with one Repository and one ResourceSync.
    static func with(limits: PruneLimits = .standard, _ body: @Sendable (SyncFixture) async throws -> Void) async throws
    {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            try await on(Store(database: test.database), test.address, limits, body)
        }
    }

    /// The same on a database server of its own, which is started again when it dies.
    static func withOwnDatabase(_ body: @Sendable (SyncFixture) async throws -> Void) async throws {
        let folder = TestFolder.make("sync-postgres")
        defer { TestFolder.remove(folder) }
        let server = PrivatePostgres(directory: folder, logger: TestDatabase.quiet)
        let address = try await server.start()
        let database = Database(address, threads: 4, logger: TestDatabase.quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            try await on(Store(database: database), address, .standard, body)
            await database.close()
            tasks.cancelAll()
        }
    }

    private static func on(
        _ store: Store, _ address: DatabaseAddress, _ limits: PruneLimits,
        _ body: @Sendable (SyncFixture) async throws -> Void
    ) async throws {
        try await store.migrate()
        try await withTemporaryDirectory { directory in
            try await GitHost.with { host in
                let repository = try await host.repository()
                let fixture = try SyncFixture(store, address, host, repository, directory, limits)
                try await fixture.bootstrap()
                try await body(fixture)
            }
        }
    }

    private init(
        _ store: Store, _ address: DatabaseAddress, _ host: GitHost, _ repository: HostedRepository,
        _ directory: String,
        _ limits: PruneLimits
    ) throws {
        let key = try #require(StateKey(Secret([UInt8](repeating: 7, count: 32))))
        sealer = Sealer(key)
        addresses = ContentAddress(key)
        self.store = store
        self.address = address
        self.host = host
        self.repository = repository
        self.directory = directory
        engine = SyncEngine(
            store: store, mirrors: Self.mirrors("\(directory)/git"), sealer: sealer, addresses: addresses,
            limits: limits, metrics: metrics,
            logger: TestDatabase.quiet)
    }

    private static func mirrors(_ directory: String) -> GitMirrors {
        GitMirrors(
            directory: directory, workerCommand: [TestPrograms.path("git-worker-for-tests")],
            network: GitNetwork(allowsPrivateAddresses: true), logger: TestDatabase.quiet)
    }

    /// What another server would run: mirrors and connections of its own, the same database and keys.
    func secondEngine() throws -> SyncEngine {
        SyncEngine(
            store: Store(database: Database(address, threads: 2, logger: TestDatabase.quiet)),
            mirrors: Self.mirrors("\(directory)/git-of-another"), sealer: sealer, addresses: addresses,
            logger: TestDatabase.quiet)
    }

    /// Applies a bootstrap directory with the repository and the sync, and whatever else is given.
    func bootstrap(further: String = "", sync: String? = nil) async throws {
        try writeBootstrap(further, sync: sync)
        try await Bootstrap(
            directory: "\(directory)/bootstrap", store: store, sealer: sealer, addresses: addresses,
            logger: TestDatabase.quiet
        ).apply()
    }

    /// Runs a pass of a sync.
    @discardableResult
    func pass(_ name: String = "fleets") async throws -> PassOutcome {
        try await engine.pass(sync: try await id(of: name))
    }

    /// The id of a sync.
    func id(of name: String) async throws -> Int64 {
        try await number("select id from resource where kind = 'ResourceSync' and name = '\(name)'")
    }

    /// One number.
    func number(_ sql: String) async throws -> Int64 {
        try await store.database.read { try $0.query(sql, []).one().int(0) }
    }

    /// One column of texts.
    func texts(_ sql: String) async throws -> [String] {
        try await store.database.read { try $0.query(sql, []).map { try $0.string(0) } }
    }

    /// Names of the fleets in the store.
    func fleets() async throws -> [String] {
        try await texts("select name from resource where kind = 'Fleet' order by name")
    }

    /// A condition of a sync: status, reason, message.
    func condition(_ type: String, of name: String = "fleets") async throws -> (
        status: String, reason: String, message: String
    ) {
        let id = try await id(of: name)
        return try await store.database.read { connection in
            let row = try connection.query(
                """
                select c ->> 'status', c ->> 'reason', c ->> 'message'
                from resource_status s, jsonb_array_elements(s.conditions) c
                where s.resource_id = $1 and c ->> 'type' = $2
                """, [.int(id), .text(type)]
            ).one()
            return try (row.string(0), row.string(1), row.string(2))
        }
    }
}

/// A fleet as operators write it.
func fleet(_ name: String, image: String = "quay.io/acme/os:v1") -> HostedChange {
    .text(
        """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata:
          name: \(name)
        spec:
          selector:
            matchLabels: {fleet: \(name)}
          template:
            spec:
              os: {image: \(image)}

        """)
}
