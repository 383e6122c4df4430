import Git
import HTTPTypes
import Outbound

/// Why a Repository cannot be reached.
struct ProbeFailure: Error {
    /// What is wrong and what to do.
    let problem: String
    /// For the schedule.
    let outcome: PollOutcome

    /// Nothing was asked, or the answer was not what it should be.
    init(_ problem: String, retryAfter: Duration? = nil) {
        self.problem = problem
        outcome = .failure(retryAfter: retryAfter, isHostAway: false)
    }

    init(_ error: GitError) {
        problem = "\(error.message). \(error.fix)"
        outcome = .failure(retryAfter: error.retryAfter, isHostAway: error.isHostAway)
    }

    init(_ error: OutboundError) {
        problem = "\(error.message). \(error.fix)"
        outcome = .failure(retryAfter: nil, isHostAway: error.code == .unreachable || error.code == .timeout)
    }

    /// A server that answered with a status that it should not have.
    init(_ response: OutboundResponse) {
        let status = response.status.code
        let advice =
            switch status {
            case 401, 403: "Check the credentials of the Repository."
            case 404, 410: "Check the address and the suffix."
            case 429: "It is asked again when the server allows."
            default: "Check the server."
            }
        self.init("\(response.url) answered with status \(status). \(advice)", retryAfter: response.retryAfter)
    }
}
