import Git
import Outbound
import Repositories

/// Why an outside reference could not be read. None is final: the mending may happen outside, where nobody tells us.
struct SourceFailure: Error, CustomStringConvertible {
    /// The config provider that refers there, when one is at hand.
    var provider: String?
    /// What is wrong and what to do.
    let why: String
    /// For the schedule.
    let outcome: PollOutcome

    init(_ why: String) {
        self.why = why
        outcome = .failure(retryAfter: nil, isHostAway: false)
    }

    init(_ error: GitError) {
        why = "\(error.message). \(error.fix)"
        outcome = .failure(retryAfter: error.retryAfter, isHostAway: error.isHostAway)
    }

    init(_ error: OutboundError) {
        why = "\(error.message). \(error.fix)"
        outcome = .failure(retryAfter: nil, isHostAway: error.code == .unreachable || error.code == .timeout)
    }

    /// A server that answered, with a status that is no document.
    init(url: String, status: Int, retryAfter: Duration?) {
        why = "\(url) answered with status \(status). \(Self.advice(status))"
        outcome = .failure(retryAfter: retryAfter, isHostAway: false)
    }

    private static func advice(_ status: Int) -> String {
        switch status {
        case 401, 403: "Check the credentials in httpConfig of the Repository."
        case 404, 410: "Check the suffix, or put the document back."
        case 429: "It is asked again more seldom."
        default: "Check the server."
        }
    }

    /// What a server asked for.
    var retryAfter: Duration? {
        if case .failure(let after, _) = outcome { after } else { nil }
    }

    var description: String { provider.map { "config provider '\($0)': \(why)" } ?? why }
}
