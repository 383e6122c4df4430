import Git
import Logging
import Planning
import ResourceSync
import SQL
import Secrets
import Store

/// One ResourceSync on one repository, and the engine that martletd runs.
struct SyncSite: Sendable {
    let database: Database
    let repository: FleetRepository
    let url: String
    private let engine: SyncEngine
    private let sync: Int64

    static func with<T: Sendable>(
        _ place: Workplace, fleets: Int, _ body: (SyncSite) async throws -> T
    ) async throws -> T {
        let repository = try await FleetRepository.make(fleets: fleets, in: place)
        return try await GitHost.with(repository.root, place) { base in
            // One session, so that its counts can be read without delay; a pass uses one at a time.
            try await BenchDatabase.with("\(place.directory)/postgres", threads: 1, logger: place.logger) { database in
                let site = try await SyncSite(database.store, repository, "\(base)/fleets.git", place)
                return try await body(site)
            }
        }
    }

    private init(_ store: Store, _ repository: FleetRepository, _ url: String, _ place: Workplace) async throws {
        let key = try StateKey.loadOrCreate("\(place.directory)/state.key")
        let (sealer, addresses) = (Sealer(key), ContentAddress(key))
        let bootstrap = try place.folder("bootstrap")
        try Workplace.write(Self.bootstrap(url), to: "\(bootstrap)/sync.yaml")
        try await Bootstrap(
            directory: bootstrap, store: store, sealer: sealer, addresses: addresses, logger: place.logger
        ).apply()
        database = store.database
        self.repository = repository
        self.url = url
        engine = SyncEngine(
            store: store,
            mirrors: GitMirrors(
                directory: try place.folder("mirrors"), workerCommand: ["/proc/self/exe", "git-worker"],
                network: GitNetwork(allowsPrivateAddresses: true), logger: place.logger),
            sealer: sealer, addresses: addresses, logger: place.logger)
        guard let sync = try await store.database.read({ try Syncs.all($0) }).first else {
            throw BenchError("there is no ResourceSync")
        }
        self.sync = sync.reference.id
    }

    /// Runs one pass, which must end as expected.
    func pass(applies: Bool) async throws {
        let outcome = try await engine.pass(sync: sync)
        switch (outcome, applies) {
        case (.applied, true), (.unchanged, false): return
        default: throw BenchError("a pass ended as \(outcome)")
        }
    }

    /// Makes the plan of a commit that was fetched, or with nil of the newest, which must change so many objects.
    func plan(_ commit: ObjectID? = nil, complete: Bool = false, changes: Int) async throws {
        guard let plan = try await engine.plan(sync: sync, commit: commit, complete: complete),
            plan.changed.count == changes, plan.created.isEmpty, plan.removals.isEmpty
        else { throw BenchError("a plan did not change \(changes) objects") }
    }

    private static func bootstrap(_ url: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Repository
        metadata:
          name: fleets
        spec:
          type: git
          url: \(url)
        ---
        apiVersion: flightctl.io/v1beta1
        kind: ResourceSync
        metadata:
          name: fleets
        spec:
          repository: fleets
          targetRevision: main
          path: /fleets

        """
    }
}
