import Git
import Outbound
import Rendering
import Repositories
import SQL
import Secrets
import Store

/// Files of a reference, and the commit or hash that it meant.
struct ResolvedSource: Sendable {
    let reference: SourceReference
    let oid: String
    let files: [SourceFile]
}

/// Reads outside references: through the mirrors that the syncs use as well, from web servers, and from the directory of
/// secrets.
struct SourceReader: Sendable {
    let engine: DeliveryEngine
    let organization: Organization

    /// Resolves and reads one reference.
    func read(_ reference: SourceReference) async throws -> ResolvedSource {
        do {
            switch reference.place {
            case .git(let revision, let path): return try await read(reference, revision, path)
            case .http(let suffix, _):
                let document = try await document(reference.repository, suffix, nil)
                guard case .found(let sighting, let body) = document else {
                    throw SourceFailure("the server says that what it never sent has not changed")
                }
                return ResolvedSource(
                    reference: reference, oid: sighting.fingerprint, files: try SourceTree.files(body, reference))
            case .secret(let name, _):
                let (keys, fingerprint) = try secret(reference.repository, name)
                return ResolvedSource(
                    reference: reference, oid: fingerprint, files: try SourceTree.files(keys, reference))
            }
        } catch var failure as SourceFailure {
            failure.provider = reference.provider
            throw failure
        }
    }

    private func read(
        _ reference: SourceReference, _ revision: String, _ path: String
    ) async throws -> ResolvedSource {
        let remote = try await remote(reference.repository)
        do {
            let head = try await engine.mirrors.resolve(remote, reference: revision)
            let commit = try await engine.mirrors.fetch(remote, reference: revision, commit: head)
            let delta = try await engine.mirrors.files(
                remote, commit: commit.id, path: path, since: nil, suffixes: nil)
            return ResolvedSource(reference: reference, oid: head.hex, files: try SourceTree.files(delta, reference))
        } catch let error as GitError {
            throw SourceFailure(error)
        }
    }

    /// What a place is now. A web server is asked whether its document changed since it was looked at last, and sends it
    /// only then.
    func look(_ key: DependencyKey, _ known: DependencyState) async throws -> DependencySighting {
        switch key.kind {
        case .git:
            let remote = try await remote(key.repository)
            do {
                return DependencySighting(
                    fingerprint: try await engine.mirrors.resolve(remote, reference: key.revision).hex)
            } catch {
                throw SourceFailure(error)
            }
        case .http:
            // Only when what is known is what is in force: otherwise the document has to be seen.
            let since = known.fingerprint.flatMap { known.frozen == [$0] ? known : nil }
            switch try await document(key.repository, key.revision, since) {
            case .found(let sighting, _): return sighting
            case .unchanged:
                return DependencySighting(
                    fingerprint: known.fingerprint ?? "", etag: known.etag, lastModified: known.lastModified)
            }
        case .secret:
            return DependencySighting(fingerprint: try secret(key.repository, key.revision).fingerprint)
        }
    }

    /// The keys of a secret, and what tells them from others without giving them away.
    private func secret(
        _ namespace: String, _ name: String
    ) throws(SourceFailure) -> (keys: [String: Secret], fingerprint: String) {
        let keys: [String: Secret]
        do {
            keys = try engine.secrets.source.keys(
                "\(namespace)/\(name)", organization: organization.uid,
                isDefault: organization.uid == Organizations.defaultUID)
        } catch {
            throw SourceFailure("secretRef \(error.message); \(error.fix).")
        }
        let parts = keys.sorted { $0.key < $1.key }.flatMap { [Array($0.key.utf8), $0.value.reveal()] }
        let hashes = parts.flatMap { engine.addresses.address(domain: "secret-part", $0) }
        return (keys, Hexadecimal.text(engine.addresses.address(domain: "secret", hashes)))
    }

    private func record(_ name: String) async throws -> RepositoryRecord {
        let organization = organization
        let found = try await engine.store.database.read { try Syncs.repository($0, organization.id, name: name) }
        guard let record = found else {
            throw SourceFailure("Repository/\(name) does not exist. Commit it, or correct the reference.")
        }
        return record
    }

    private func remote(_ name: String) async throws -> GitRemote {
        let record = try await record(name)
        do {
            return try RepositoryRemote.remote(record, organization: organization.uid, secrets: engine.secrets)
        } catch let unusable as RepositoryUnusable {
            throw SourceFailure(unusable.description)
        }
    }

    private func document(
        _ name: String, _ suffix: String, _ known: DependencyState?
    ) async throws -> WebDocument {
        let record = try await record(name)
        do {
            let request = try RepositoryWeb.request(
                record, suffix: suffix, organization: organization.uid, secrets: engine.secrets)
            return try await WebDocument.fetch(request, known, engine)
        } catch let unusable as RepositoryUnusable {
            throw SourceFailure(unusable.description)
        }
    }
}
