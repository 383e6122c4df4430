import Git
import Rendering
import Repositories
import SQL
import Secrets
import Store

/// Why an outside reference could not be read.
enum SourceFailure: Error {
    /// Somebody has to change something: a name, a path, a credential.
    case permanent(String)
    /// It may work a moment later.
    case transient(String)
}

/// Files of a reference, and the commit that it meant.
struct ResolvedSource: Sendable {
    let reference: SourceReference
    let oid: String
    let files: [SourceFile]
}

/// Reads outside references through the mirrors that the syncs use as well.
struct SourceReader: Sendable {
    let engine: DeliveryEngine
    let organization: Organization

    /// Resolves and reads one reference.
    func read(_ reference: SourceReference) async throws -> ResolvedSource {
        let remote = try await open(reference.repository, for: reference.provider)
        do {
            let head = try await engine.mirrors.resolve(remote, reference: reference.revision)
            let commit = try await engine.mirrors.fetch(remote, reference: reference.revision, commit: head)
            let delta = try await engine.mirrors.files(
                remote, commit: commit.id, path: reference.path, since: nil, suffixes: nil)
            return ResolvedSource(reference: reference, oid: head.hex, files: try SourceTree.files(delta, reference))
        } catch let error as GitError {
            throw SourceFailure(error, reference)
        }
    }

    /// The commit that a revision of a Repository means now.
    func head(repository: String, revision: String) async throws -> String {
        let remote = try await open(repository, for: "-")
        return try await engine.mirrors.resolve(remote, reference: revision).hex
    }

    private func open(_ name: String, for provider: String) async throws -> GitRemote {
        let organization = organization
        let found = try await engine.store.database.read { try Syncs.repository($0, organization.id, name: name) }
        guard let record = found else {
            throw SourceFailure.permanent(
                "config provider '\(provider)' names Repository/\(name), which does not exist")
        }
        do {
            return try RepositoryRemote.remote(record, organization: organization.uid, secrets: engine.secrets)
        } catch let unusable as RepositoryUnusable {
            throw SourceFailure.permanent(unusable.description)
        }
    }
}

extension SourceFailure {
    /// Sorts a git error into what a person must mend and what time may mend.
    init(_ error: GitError, _ reference: SourceReference) {
        let text = "config provider '\(reference.provider)': \(error.message). \(error.fix)"
        switch error.code {
        case .unreachable, .timeout, .busy, .cancelled, .worker, .storage, .corrupt, .badAnswer: self = .transient(text)
        default: self = .permanent(text)
        }
    }
}
