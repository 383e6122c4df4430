public import Resources
public import Rollout

/// A store with one fleet that has four ready template versions, `v1` to `v4`, and no devices, current version, policy or rollout
/// yet; made by each implementation of the ledger for its own tests. Every case of the suite gets a new one.
public protocol RolloutWorld: Sendable {
    /// The ledger that is tested.
    associatedtype Ledger: RolloutLedger

    /// The fleet.
    var fleet: Int64 { get }
    /// The ids of its versions, growing.
    var versions: [Int64] { get }

    /// Adds devices.
    func add(_ devices: [WorldDevice]) async throws
    /// Says what the fleet should run, by the number of its version.
    func set(current: Int?, good: Int?, policy: RolloutPolicy?) async throws
    /// Limits how many devices of the organization get a version in a minute, for ledgers that are made from now on.
    func limit(organizationRate: Int64?) async throws
    /// Runs a transaction: all of it or, when `body` throws, nothing.
    func transaction<T: Sendable>(_ body: @escaping @Sendable (Ledger) throws -> T) async throws -> T
    /// What the devices should run, by their names.
    func targets() async throws -> [String: WorldTarget]
    /// The reasons of the events that were told, in their order.
    func told() async throws -> [RolloutEvent.Reason]
}

/// A device as a case wants it. Versions are numbers of the fleet's: 1 to 4.
public struct WorldDevice: Sendable, Hashable {
    /// Its name; unique.
    public var name: String
    /// Its labels.
    public var labels: [String: String] = [:]
    /// False: it is matched by two fleets.
    public var isMember = true
    /// Whether it was heard of within five minutes.
    public var isConnected = true
    /// What it should run, and since when it should.
    public var target = WorldTarget()
    /// Seconds since it got what it should run; nil is never.
    public var dispatchedAgo: Int64?
    /// What is rendered for it.
    public var rendered: Int?
    /// With which version.
    public var renderedVersion: Int64 = 0
    /// Whether what it should run could not be rendered for it.
    public var isUnrenderable = false
    /// The rendered version it runs.
    public var reportedVersion: Int64 = 0
    /// The rendered version it reported an error for.
    public var failedVersion: Int64 = 0

    /// A newcomer: nothing is known of it.
    public init(_ name: String, labels: [String: String] = [:]) {
        self.name = name
        self.labels = labels
    }

    /// A device that runs a version, and has for a day.
    public static func running(_ name: String, _ version: Int, labels: [String: String] = [:]) -> WorldDevice {
        var device = given(name, version, labels: labels)
        device.reportedVersion = device.renderedVersion
        return device
    }

    /// A device that got a version and has it rendered, and has said nothing of it yet. It ran rendered version 4 before.
    public static func given(
        _ name: String, _ version: Int, ago seconds: Int64 = 86000, labels: [String: String] = [:]
    ) -> WorldDevice {
        var device = WorldDevice(name, labels: labels)
        device.target.version = version
        device.target.wasConnected = true
        device.dispatchedAgo = seconds
        device.rendered = version
        device.renderedVersion = 5
        device.reportedVersion = 4
        return device
    }

    /// The same device with something else.
    public func with(_ change: (inout WorldDevice) -> Void) -> WorldDevice {
        var device = self
        change(&device)
        return device
    }

    /// The same device, silent.
    public var silent: WorldDevice { with { $0.isConnected = false } }
    /// The same device, having reported an error for what is rendered for it.
    public var failing: WorldDevice { with { $0.failedVersion = $0.renderedVersion } }
    /// The same device, chosen for a batch.
    public func batch(_ batch: Int) -> WorldDevice { with { $0.target.batch = batch } }
}

/// What a device should run, with versions as numbers of the fleet's.
public struct WorldTarget: Sendable, Hashable {
    /// `tv_id`
    public var version: Int?
    /// `batch`
    public var batch: Int?
    /// `was_connected`
    public var wasConnected = false
    /// `refused_tv_id`
    public var refused: Int?
    /// `refused_good_tv_id`
    public var refusedGood: Int?
    /// `prior_tv_id`
    public var prior: Int?

    /// Nothing.
    public init() {}

    /// States one.
    public init(version: Int?, batch: Int?, wasConnected: Bool, refused: Int?, refusedGood: Int?, prior: Int?) {
        self.version = version
        self.batch = batch
        self.wasConnected = wasConnected
        self.refused = refused
        self.refusedGood = refusedGood
        self.prior = prior
    }
}
