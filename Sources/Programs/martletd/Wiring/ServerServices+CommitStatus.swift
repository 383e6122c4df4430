import CommitStatus
import Outbound
import Repositories
import Secrets

extension ServerServices {
    /// Tells forges what becomes of commits.
    var commitStatuses: CommitStatusSender {
        let secrets = foundation.repositorySecrets
        return CommitStatusSender(
            store: foundation.store, client: foundation.outbound,
            secret: { reference, organization in
                try secrets.credential(reference, "commitStatus", "tokenRef", organization: organization)
            }, logger: logger)
    }
}
