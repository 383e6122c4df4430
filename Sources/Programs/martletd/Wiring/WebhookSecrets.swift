import FoundationEssentials
import Logging
import Resources
import Secrets
import Store

/// Reads the secrets with which git hosts sign their webhooks.
struct WebhookSecrets: Sendable {
    let logger: Logger

    /// The secret of a Repository; nil when it names none that can be read.
    @Sendable func read(_ repository: HookedRepository) async -> Secret? {
        do {
            let spec = try StoredSpec.decode(RepositorySpec.self, repository.spec)
            guard case .git(let git) = spec, let reference = git.webhookSecretRef else { return nil }
            guard let variable = reference.variable, let text = ProcessInfo.processInfo.environment[variable] else {
                throw StoreError.unreadable("a reference to a secret that this server does not have")
            }
            return Secret(text: text)
        } catch {
            logger.warning(
                "the secret for webhooks cannot be read",
                metadata: ["repository": "\(repository.name)", "reason": "\(error)"])
            return nil
        }
    }
}

extension ServerServices {
    var webhookSecrets: WebhookSecrets { WebhookSecrets(logger: logger) }
}
