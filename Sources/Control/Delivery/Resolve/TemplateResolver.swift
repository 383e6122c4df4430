import Jobs
import Logging
import Rendering
import Resources
import SQL
import Secrets
import Store

/// Makes a template version ready: freezes what its outside references mean now, so that every device of the version
/// gets the same, whatever happens in those repositories later.
public struct TemplateResolver: Sendable {
    private let engine: DeliveryEngine

    /// A resolver on an engine.
    public init(engine: DeliveryEngine) {
        self.engine = engine
    }

    /// Handles one job of kind `TemplateVersions.jobKind`.
    /// - Throws: When a repository could not be reached, so that the queue tries again later.
    public func handle(_ job: Job) async throws {
        guard let id = Int64(job.key) else { return }
        let found = try await engine.store.database.read { try TemplateVersions.resolving($0, id: id) }
        guard let version = found else { return }
        do {
            let sources = try await freeze(version)
            try await engine.store.database.transaction { connection in
                try TemplateVersions.makeReady(connection, version, sources: sources)
            }
        } catch SourceFailure.permanent(let why) {
            try await reject(version, why, isFinal: true)
        } catch SourceFailure.transient(let why) {
            try await reject(version, why, isFinal: false)
            throw TransientFailure(description: why)
        }
    }

    /// References with placeholders mean something only for a device: they are frozen when they are first rendered.
    private func freeze(_ version: ResolvingVersion) async throws -> [FrozenSource] {
        let spec = try StoredSpec.template(version.template)
        if let problem = spec.undeliverable { throw SourceFailure.permanent(problem) }
        let reader = SourceReader(engine: engine, organization: version.organization)
        var frozen: [FrozenSource] = []
        for reference in spec.references where !reference.hasPlaceholders {
            frozen.append(engine.freeze(try await reader.read(reference)))
        }
        return frozen
    }

    private func reject(_ version: ResolvingVersion, _ why: String, isFinal: Bool) async throws {
        engine.logger.warning(
            "template version not ready", metadata: ["fleet": "\(version.fleetName)", "why": "\(why)"])
        try await engine.store.database.transaction { connection in
            try TemplateVersions.reject(connection, version, why, isFinal: isFinal)
        }
    }
}

/// A failure that time may mend: the queue tries again.
struct TransientFailure: Error, CustomStringConvertible {
    let description: String
}

extension DeliveryEngine {
    /// A resolved source in the form that the store keeps.
    func freeze(_ source: ResolvedSource) -> FrozenSource {
        let body = FrozenSources.encode(source.files)
        return FrozenSource(
            key: SourceKey(source.reference), oid: source.oid, hash: addresses.address(domain: "source", body),
            body: body)
    }
}

extension SourceKey {
    /// The key under which the store keeps a reference.
    init(_ reference: SourceReference) {
        self.init(
            provider: reference.provider, repository: reference.repository, revision: reference.revision,
            path: reference.path)
    }
}
