public import Jobs
import Logging
import Rendering
import SQL
import Secrets
import Store

/// Freezes the sources of a spec anew after one of them changed. Other files make a new template version, or a new render
/// of devices of no fleet; equal files only move the commit that they are known from.
public struct DependencyRefresh: Sendable {
    private let engine: DeliveryEngine

    /// A refresh on an engine.
    public init(engine: DeliveryEngine) {
        self.engine = engine
    }

    /// Handles one job of kind `Dependencies.jobKind`. A source that cannot be read leaves in force what was frozen: the
    /// poll says so and asks again.
    public func handle(_ job: Job) async throws {
        do {
            switch RefreshTarget(key: job.key) {
            case .fleet(let id): try await refresh(fleet: id)
            case .declared(let hash): try await refresh(declared: hash, organization: job.organization)
            case nil: return
            }
        } catch let failure as SourceFailure {
            engine.logger.warning("sources stay as they are", metadata: ["why": "\(failure)"])
        }
    }

    private func refresh(fleet: Int64) async throws {
        guard let version = try await engine.store.database.read({ try Dependencies.current($0, fleet: fleet) })
        else { return }
        let organization = version.organization
        let known = try await engine.store.database.read {
            try FrozenSource.own($0, organization.id, templateVersion: version.id)
        }
        let fresh = try await freeze(known.map(\.key), organization)
        let isSame = Self.isSame(known, fresh)
        // The version that it follows is part of the name: files that were in force before make a new version again.
        let digest = engine.addresses.address(
            domain: "sources", fresh.flatMap(\.hash) + Array("\(version.id)".utf8))
        try await engine.store.database.transaction { connection in
            if isSame {
                try FrozenSource.save(connection, organization.id, templateVersion: version.id, fresh)
            } else {
                try Dependencies.supersede(connection, version, digest: Hexadecimal.text(digest), sources: fresh)
            }
        }
    }

    private func refresh(declared hash: [UInt8], organization id: Int64) async throws {
        let organizations = try await engine.store.database.read { try Organizations.all($0) }
        guard let organization = organizations.first(where: { $0.id.value == id }) else { return }
        let known = try await engine.store.database.read {
            try FrozenSource.all($0, organization.id, declaredHash: hash)
        }
        let fresh = try await freeze(known.map(\.key), organization)
        let isSame = Self.isSame(known, fresh)
        try await engine.store.database.transaction { connection in
            try FrozenSource.save(connection, organization.id, declaredHash: hash, fresh)
            if !isSame { try Dependencies.renew(connection, organization.id, declaredHash: hash) }
        }
    }

    private static func isSame(_ known: [FrozenSource], _ fresh: [FrozenSource]) -> Bool {
        Dictionary(known.map { ($0.key, $0.hash) }, uniquingKeysWith: { first, _ in first })
            == Dictionary(fresh.map { ($0.key, $0.hash) }, uniquingKeysWith: { first, _ in first })
    }

    private func freeze(_ keys: [SourceKey], _ organization: Organization) async throws -> [FrozenSource] {
        let reader = SourceReader(engine: engine, organization: organization)
        var frozen: [FrozenSource] = []
        for key in keys.sorted(by: { ($0.provider, $0.path) < ($1.provider, $1.path) }) {
            frozen.append(try engine.freeze(try await reader.read(SourceReference(key)), organization.id))
        }
        return frozen
    }
}
