/// A device that a rollout reaches.
public struct RolloutMember: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// The labels that selectors look at.
    public let labels: [String: String]
    /// Only connected devices are taken into a batch before the last.
    public let isConnected: Bool

    /// States a member.
    public init(name: String, labels: [String: String], isConnected: Bool) {
        self.name = name
        self.labels = labels
        self.isConnected = isConnected
    }
}
