import Logging
import Repositories
import Resources
import Secrets
import Store

/// Reads the secrets with which git hosts sign their webhooks.
struct WebhookSecrets: Sendable {
    let secrets: RepositorySecrets
    let logger: Logger

    /// The secret of a Repository; nil when it names none that can be read.
    @Sendable func read(_ repository: HookedRepository) async -> Secret? {
        do {
            let spec = try StoredSpec.decode(RepositorySpec.self, repository.spec)
            guard case .git(let git) = spec, let reference = git.webhookSecretRef else { return nil }
            return try secrets.credential(
                reference, "Repository/\(repository.name)", "webhookSecretRef",
                organization: repository.organizationUID)
        } catch {
            logger.warning(
                "the secret for webhooks cannot be read",
                metadata: ["repository": "\(repository.name)", "reason": "\(error)"])
            return nil
        }
    }
}

extension ServerServices {
    var webhookSecrets: WebhookSecrets { WebhookSecrets(secrets: foundation.repositorySecrets, logger: logger) }
}
