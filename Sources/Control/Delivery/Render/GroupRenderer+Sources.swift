import Rendering
import Repositories
import Resources
import SQL
import Secrets
import Store

/// Outside sources.
extension GroupRenderer {
    func frozenSources() async throws -> [SourceKey: FrozenSource] {
        guard let templateVersion else { return [:] }
        let organization = organization.id
        return try await engine.store.database.read {
            try FrozenSource.byKey(FrozenSource.all($0, organization, templateVersion: templateVersion))
        }
    }

    /// Devices of no fleet share the sources of what they declare.
    func sources(
        of group: StaleGroup, _ shared: [SourceKey: FrozenSource]
    ) async throws -> [SourceKey: FrozenSource] {
        guard templateVersion == nil, let hash = group.inputs.declaredHash else { return shared }
        let organization = organization.id
        return try await engine.store.database.read {
            try FrozenSource.byKey(FrozenSource.all($0, organization, declaredHash: hash))
        }
    }

    func problems() async throws -> [DependencyKey: String] {
        let organization = organization.id
        return try await engine.store.database.read { try SourceNeeds.problems($0, organization) }
    }

    func explain(_ reference: SourceReference, _ problems: [DependencyKey: String]) -> String {
        problems[DependencyKey(organization.id, SourceKey(reference))]
            ?? "config provider '\(reference.provider)' is being fetched from \(reference.origin)"
    }

    func files(
        _ spec: DeviceSpec, _ sources: [SourceKey: FrozenSource]
    ) throws -> [SourceReference: [SourceFile]] {
        var files: [SourceReference: [SourceFile]] = [:]
        for reference in spec.references {
            files[reference] = try sources[SourceKey(reference)].map { source in
                try FrozenSources.decode(try source.body.reveal(engine.secrets.sealer))
            }
        }
        return files
    }
}

extension SourceReference {
    /// Where its files come from, for people.
    fileprivate var origin: String {
        if case .secret(let name, _) = place { "the secret \(repository)/\(name)" } else { "Repository/\(repository)" }
    }
}

extension FrozenSource {
    fileprivate static func byKey(_ sources: [FrozenSource]) -> [SourceKey: FrozenSource] {
        Dictionary(sources.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
