import Rendering
import Repositories
import SQL
import Store

/// Outside sources.
extension GroupRenderer {
    /// What is frozen for the template version.
    func shared() async throws -> [SourceKey: FrozenFiles] {
        guard let templateVersion else { return [:] }
        let organization = organization.id
        return try await engine.store.database.read {
            try FrozenFiles.byKey($0, organization, templateVersion: templateVersion)
        }
    }

    /// What is frozen for what devices of no fleet declare, by the hash of that.
    func own(_ groups: some Sequence<StaleGroup>) async throws -> [[UInt8]: [SourceKey: FrozenFiles]] {
        let hashes = groups.compactMap(\.inputs.declaredHash)
        guard templateVersion == nil, !hashes.isEmpty else { return [:] }
        let organization = organization.id
        return try await engine.store.database.read {
            try FrozenFiles.byKey($0, organization, declaredHashes: hashes)
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
}

extension SourceReference {
    /// Where its files come from, for people.
    fileprivate var origin: String {
        if case .secret(let name, _) = place { "the secret \(repository)/\(name)" } else { "Repository/\(repository)" }
    }
}
