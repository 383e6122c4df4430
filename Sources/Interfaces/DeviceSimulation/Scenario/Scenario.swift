/// What is simulated: which devices, what happens to them, against which server, and for how long.
public struct Scenario: Sendable {
    /// Who lets devices in that are not enrolled yet.
    public struct Approval: Sendable, Hashable {
        /// Address of the user API, `http://…` or `https://…`.
        public var server: String
        /// File of the token of somebody who may approve.
        public var tokenFile: String
    }

    /// Where everything that is left to chance comes from; the same number gives the same behaviour.
    public var seed: UInt64
    /// How long it runs.
    public var duration: Duration
    /// Path of an agent's `config.yaml` with the server's address and a certificate to enrol with.
    public var agentConfiguration: String?
    /// Nil when somebody else approves.
    public var approval: Approval?
    /// File in which the devices' keys and certificates outlast a run.
    public var identityFile: String?
    /// How many devices begin a second.
    public var startsPerSecond: Double
    /// The shortest time between two polls of a device.
    public var pollPause: Duration
    /// The devices.
    public var groups: [DeviceGroup]

    /// A scenario with the agents' usual pause between polls.
    public init(
        seed: UInt64 = 1, duration: Duration, groups: [DeviceGroup], startsPerSecond: Double = 200,
        pollPause: Duration = .seconds(5)
    ) {
        self.seed = seed
        self.duration = duration
        self.groups = groups
        self.startsPerSecond = startsPerSecond
        self.pollPause = pollPause
    }

    /// How many devices there are, without clones.
    public var devices: Int { groups.reduce(0) { $0 + $1.count } }
}
