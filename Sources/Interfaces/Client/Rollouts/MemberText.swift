import Nodes

/// Counts of devices by what became of the version on them, for people.
struct MemberText {
    private let counts: Node

    init(_ counts: Node) { self.counts = counts }

    var total: Int64 { count("total") }
    var succeeded: Int64 { count("succeeded") }
    /// Without success: refused, or their time was up.
    var failed: Int64 { count("failed") + count("timedOut") }

    /// `5 succeeded, 1 failed, 2 waiting, 4 to come, 1 offline of 13`; waiting are those that got the version and have no
    /// outcome, to come those that have not got it yet.
    var text: String {
        let timedOut = count("timedOut") > 0 ? ", \(count("timedOut")) timed out" : ""
        let toCome = count("pending") > 0 ? ", \(count("pending")) to come" : ""
        let offline = count("offline") + count("pendingOffline")
        return
            "\(succeeded) succeeded, \(count("failed")) failed\(timedOut), \(count("waiting")) waiting\(toCome), \(offline) offline of \(total)"
    }

    private func count(_ key: String) -> Int64 { counts[key]?.integer ?? 0 }
}
