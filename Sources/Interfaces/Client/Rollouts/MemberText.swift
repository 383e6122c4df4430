import Nodes

/// Counts of devices by what became of the version on them, for people.
struct MemberText {
    private let counts: Node

    init(_ counts: Node) { self.counts = counts }

    var total: Int64 { count("total") }
    var succeeded: Int64 { count("succeeded") }
    /// Without success: refused, or their time was up.
    var failed: Int64 { count("failed") + count("timedOut") }

    /// `5 succeeded, 1 failed, 2 waiting, 1 offline of 9`; waiting are those that are connected and have no outcome,
    /// dispatched to or not.
    var text: String {
        let timedOut = count("timedOut") > 0 ? ", \(count("timedOut")) timed out" : ""
        let waiting = count("waiting") + count("pending")
        let offline = count("offline") + count("pendingOffline")
        return
            "\(succeeded) succeeded, \(count("failed")) failed\(timedOut), \(waiting) waiting, \(offline) offline of \(total)"
    }

    private func count(_ key: String) -> Int64 { counts[key]?.integer ?? 0 }
}
