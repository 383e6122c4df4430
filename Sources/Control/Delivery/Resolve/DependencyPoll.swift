import Git
import Jobs
import Logging
import Rendering
import Repositories
import SQL
import Secrets
import Store

/// Notices that a repository that fleets draw files from has moved on: one question per reference, however many fleets
/// share it. Nothing is written while nothing moved.
public struct DependencyPoll: Sendable {
    private let engine: DeliveryEngine
    private let interval: Duration

    /// A poll that asks each reference once per interval.
    public init(engine: DeliveryEngine, interval: Duration) {
        self.engine = engine
        self.interval = interval
    }

    /// Polls until the task is cancelled.
    public func run() async throws {
        let inFlight = InFlight<DependencyKey>()
        try await withThrowingDiscardingTaskGroup { tasks in
            while !Task.isCancelled {
                for dependency in try await all() {
                    inFlight.start(DependencyKey(dependency), in: &tasks) { await poll(dependency) }
                }
                try await Task.sleep(for: interval)
            }
        }
    }

    private func all() async throws -> [Dependency] {
        do {
            return try await engine.store.database.read { try Dependencies.all($0) }
        } catch let error as SQLError {
            engine.logger.error("cannot read the dependencies, trying again", metadata: ["error": "\(error)"])
            return []
        }
    }

    private func poll(_ dependency: Dependency) async {
        guard await hasMoved(dependency), !Task.isCancelled else { return }
        let jobs = dependency.fleets.map { fleet in
            NewJob(
                organization: dependency.organization.id.value, kind: Dependencies.jobKind, key: "\(fleet)",
                priority: 20)
        }
        do {
            try await engine.store.database.transaction { try JobQueue.enqueue($0, jobs) }
        } catch {
            engine.logger.error("cannot queue a refresh, trying again", metadata: ["error": "\(error)"])
        }
    }

    /// A repository that does not answer has not moved: devices keep what was frozen.
    private func hasMoved(_ dependency: Dependency) async -> Bool {
        let reader = SourceReader(engine: engine, organization: dependency.organization)
        do {
            let head = try await reader.head(repository: dependency.repository, revision: dependency.revision)
            return dependency.oids != [head]
        } catch {
            engine.logger.warning(
                "a dependency cannot be looked at",
                metadata: ["repository": "\(dependency.repository)", "why": "\(error)"])
            return false
        }
    }
}

/// What tells one dependency from another.
private struct DependencyKey: Hashable, Sendable {
    let organization: OrganizationID
    let repository: String
    let revision: String

    init(_ dependency: Dependency) {
        organization = dependency.organization.id
        repository = dependency.repository
        revision = dependency.revision
    }
}

/// Freezes the sources of a fleet's current template version anew. Other files make a new version; equal files only
/// move the commit that they are known from.
public struct DependencyRefresh: Sendable {
    private let engine: DeliveryEngine

    /// A refresh on an engine.
    public init(engine: DeliveryEngine) {
        self.engine = engine
    }

    /// Handles one job of kind `Dependencies.jobKind`.
    public func handle(_ job: Job) async throws {
        guard let fleet = Int64(job.key),
            let version = try await engine.store.database.read({ try Dependencies.current($0, fleet: fleet) })
        else { return }
        let organization = version.organization
        let known = try await engine.store.database.read {
            try FrozenSource.all($0, organization.id, templateVersion: version.id)
        }
        let fresh = try await freeze(known.map(\.key), organization)
        let isSame = Set(known.map(\.hash)) == Set(fresh.map(\.hash)) && known.count == fresh.count
        let digest = Hexadecimal.text(engine.addresses.address(domain: "sources", fresh.flatMap(\.hash)))
        try await engine.store.database.transaction { connection in
            if isSame {
                try FrozenSource.save(connection, organization.id, templateVersion: version.id, fresh)
            } else {
                try Dependencies.supersede(connection, version, digest: digest, sources: fresh)
            }
        }
    }

    private func freeze(_ keys: [SourceKey], _ organization: Organization) async throws -> [FrozenSource] {
        let reader = SourceReader(engine: engine, organization: organization)
        var frozen: [FrozenSource] = []
        for key in keys.sorted(by: { $0.provider < $1.provider }) {
            frozen.append(engine.freeze(try await reader.read(SourceReference(key))))
        }
        return frozen
    }
}

extension SourceReference {
    /// The reference that a stored key names.
    fileprivate init(_ key: SourceKey) {
        self.init(provider: key.provider, repository: key.repository, revision: key.revision, path: key.path)
    }
}
