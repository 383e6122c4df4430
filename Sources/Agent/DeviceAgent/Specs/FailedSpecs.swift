/// The versions and spec hashes that failed for good, so that they are not applied again.
///
/// Held in memory only: a restart of the agent is the operator's way to have one tried once more.
struct FailedSpecs: Sendable {
    /// The oldest is forgotten first.
    static let limit = 64

    private var heads: [SpecHead] = []

    mutating func add(_ head: SpecHead) {
        heads.append(head)
        if heads.count > Self.limit { heads.removeFirst() }
    }

    /// The earlier version that makes this one not worth trying; nil when it is.
    func earlierFailure(of head: SpecHead) -> UInt64? {
        heads.first { failed in
            failed.version == head.version || (failed.specHash != nil && failed.specHash == head.specHash)
        }?.version
    }
}
