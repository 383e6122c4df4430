public import Jobs
import Logging
import Rendering
import Repositories
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

    /// Handles one job of kind `TemplateVersions.jobKind`. A source that cannot be read leaves the version resolving and
    /// the fleet as it is: its condition says why, and another attempt is queued in the same transaction.
    public func handle(_ job: Job) async throws {
        guard let id = Int64(job.key) else { return }
        let found = try await engine.store.database.read { try TemplateVersions.resolving($0, id: id) }
        guard let version = found else { return }
        let spec = try StoredSpec.template(version.template)
        do {
            let sources = try await freeze(spec, version.organization)
            try await engine.store.database.transaction { connection in
                try TemplateVersions.makeReady(connection, version, sources: sources)
            }
        } catch let failure as SourceFailure {
            try await postpone(version, failure, attempt: RetryPayload.attempt(job.payload) + 1)
        }
    }

    /// References with placeholders mean something only for a device: they are frozen when they are first rendered.
    private func freeze(_ spec: DeviceSpec, _ organization: Organization) async throws -> [FrozenSource] {
        let reader = SourceReader(engine: engine, organization: organization)
        var frozen: [FrozenSource] = []
        for reference in spec.references where !reference.hasPlaceholders {
            frozen.append(try engine.freeze(try await reader.read(reference), organization.id))
        }
        return frozen
    }

    private func postpone(_ version: ResolvingVersion, _ failure: SourceFailure, attempt: Int) async throws {
        let pause = RetryPayload.pause(attempt, [failure])
        engine.logger.warning(
            "template version not ready",
            metadata: [
                "fleet": "\(version.fleetName)", "why": "\(failure)", "attempt": "\(attempt)", "next": "\(pause)",
            ])
        try await engine.store.database.transaction { connection in
            try TemplateVersions.postpone(
                connection, version, failure.description, attempt: attempt, pause: pause)
        }
    }
}

extension DeliveryEngine {
    /// A resolved source in the form that the store keeps: a secret is sealed.
    func freeze(_ source: ResolvedSource, _ organization: OrganizationID) throws -> FrozenSource {
        let body = FrozenSources.encode(source.files)
        let (key, oid) = (SourceKey(source.reference), source.oid)
        guard source.reference.isSecret else {
            return FrozenSource(key: key, oid: oid, hash: addresses.address(domain: "source", body), body: .plain(body))
        }
        let hash = addresses.address(domain: "secret-source", body)
        let sealed = try SealableBody.sealed(
            body, place: SealableBody.place(of: organization, content: hash), by: secrets.sealer)
        return FrozenSource(key: key, oid: oid, hash: hash, body: sealed, paths: source.files.map(\.path))
    }
}

extension SourceKey {
    /// The key under which the store keeps a reference.
    init(_ reference: SourceReference) {
        let (kind, revision, path): (Kind, String, String) =
            switch reference.place {
            case .git(let revision, let path): (.git, revision, path)
            case .http(let suffix, let filePath): (.http, suffix, filePath)
            case .secret(let name, let mountPath): (.secret, name, mountPath)
            }
        self.init(
            provider: reference.provider, kind: kind, repository: reference.repository, revision: revision, path: path)
    }
}

extension SourceReference {
    /// The reference that a stored key names.
    init(_ key: SourceKey) {
        let place: Place =
            switch key.kind {
            case .git: .git(revision: key.revision, path: key.path)
            case .http: .http(suffix: key.revision, filePath: key.path)
            case .secret: .secret(name: key.revision, mountPath: key.path)
            }
        self.init(provider: key.provider, repository: key.repository, place: place)
    }
}
