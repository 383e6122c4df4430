/// A device that two or more fleets match: it keeps what it runs.
public struct DeviceConflict: Sendable, Equatable {
    /// The device.
    public let device: String
    /// The fleets, sorted.
    public let fleets: [String]
    /// Whether the change brings the conflict, or there is one already.
    public let isNew: Bool
}

/// How a fleet's new template reaches its devices.
public struct FleetRollout: Sendable, Equatable {
    /// The fleet.
    public let fleet: String
    /// How many devices belong to it.
    public let devices: Int
    /// In which order they are reached.
    public let batches: [BatchForecast]
    /// How many of them may be away at a time; empty without a disruption budget.
    public let budget: [BudgetForecast]
}

/// Which devices a change reaches, by an inventory.
public struct Reach: Sendable {
    /// How many devices the inventory has.
    public var devices = 0
    /// Devices that get something else than before, in groups with one and the same change.
    public var groups: [DeviceGroup] = []
    /// Devices that more than one fleet matches, sorted.
    public var conflicts: [DeviceConflict] = []
    /// Devices that no fleet matches any more and that keep what they run, sorted.
    public var orphans: [String] = []
    /// Devices that are declared and not in the inventory: what they get waits for them, sorted.
    public var absent: [String] = []
    /// How new templates reach their devices, by fleet.
    public var rollouts: [FleetRollout] = []

    /// How many devices get something else than before.
    public var changed: Int { groups.reduce(0) { $0 + ($1.failure == nil ? $1.devices.count : 0) } }
    /// How many devices cannot be rendered and keep what they run.
    public var failed: Int { groups.reduce(0) { $0 + ($1.failure == nil ? 0 : $1.devices.count) } }
}
