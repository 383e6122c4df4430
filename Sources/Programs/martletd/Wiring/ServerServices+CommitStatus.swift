import CommitStatus
import FoundationEssentials
import Outbound
import Resources
import Secrets
import Store

extension ServerServices {
    /// Tells forges what becomes of commits.
    var commitStatuses: CommitStatusSender {
        CommitStatusSender(
            store: foundation.store, client: foundation.outbound,
            secret: { reference, organization in
                // What has no organization is for the default one: others could have it sent to a host of theirs.
                guard organization == Organizations.defaultUID, let variable = reference.variable,
                    let text = ProcessInfo.processInfo.environment[variable]
                else {
                    throw StoreError.unreadable("a reference to a secret that this server does not have")
                }
                return Secret(text: text)
            }, logger: logger)
    }
}
