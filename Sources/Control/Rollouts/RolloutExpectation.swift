public import Rollout

/// Which rollout an operator has looked at and decides about.
public struct RolloutExpectation: Sendable, Hashable {
    /// The name of the template version; nil is any.
    public var version: String?
    /// The batch that is worked on, as `Rollout.batch`; nil is any.
    public var batch: Int?

    /// States an expectation; without values any rollout meets it.
    public init(version: String? = nil, batch: Int? = nil) {
        self.version = version
        self.batch = batch
    }

    /// Whether the newest rollout of a fleet is the one that is meant.
    /// - Throws: ``RolloutRefusal`` when it is not.
    public func check(_ rollout: Rollout?) throws(RolloutRefusal) {
        guard version != nil || batch != nil else { return }
        guard let rollout else { throw RolloutRefusal("The fleet has no rollout yet.") }
        if let version, version != rollout.versionName {
            throw RolloutRefusal(
                "The newest rollout is that of \(rollout.versionName), not of \(version): look at it again.")
        }
        if let batch, batch != rollout.batch {
            throw RolloutRefusal(
                "The rollout of \(rollout.versionName) has moved on to another batch: look at it again.")
        }
    }
}
