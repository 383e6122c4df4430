public import Git
import HTTPTypes
public import Outbound
import Resources
public import Store

/// Asks a Repository of any type whether it can be reached with what it declares.
public struct RepositoryProbe: Sendable {
    let store: Store
    private let mirrors: GitMirrors
    private let outbound: OutboundClient
    private let secrets: RepositorySecrets

    /// A probe through these.
    public init(store: Store, mirrors: GitMirrors, outbound: OutboundClient, secrets: RepositorySecrets) {
        self.store = store
        self.mirrors = mirrors
        self.outbound = outbound
        self.secrets = secrets
    }

    /// - Throws: `ProbeFailure` when it cannot be reached.
    func ask(_ record: RepositoryRecord, organization: String) async throws {
        do {
            switch try RepositoryRemote.spec(record, sealer: secrets.sealer) {
            case .git:
                try await askGit(try RepositoryRemote.remote(record, organization: organization, secrets: secrets))
            case .http(let http):
                let suffix = http.validationSuffix ?? ""
                let fields = CredentialFields(
                    place: "Repository/\(record.name)", organization: organization, secrets: secrets)
                try await askWeb(try RepositoryWeb.request(http, suffix: suffix, fields))
            case .oci(let registry):
                try await RegistryPing(registry: registry, name: record.name, outbound: outbound).run()
            }
        } catch let unusable as RepositoryUnusable {
            throw ProbeFailure(unusable.description)
        }
    }

    /// Any reference will do: a server that says which it has not got has answered.
    private func askGit(_ remote: GitRemote) async throws(ProbeFailure) {
        do {
            _ = try await mirrors.resolve(remote, reference: "HEAD")
        } catch {
            guard error.code == .referenceNotFound else { throw ProbeFailure(error) }
        }
    }

    private func askWeb(_ request: OutboundRequest) async throws(ProbeFailure) {
        let response: OutboundResponse
        do {
            response = try await outbound.send(request)
        } catch {
            throw ProbeFailure(error)
        }
        guard response.status == .ok else { throw ProbeFailure(response) }
    }
}
