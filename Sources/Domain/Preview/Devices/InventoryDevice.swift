/// A device as an export of the server shows it.
public struct InventoryDevice: Sendable, Hashable {
    /// `metadata.name`.
    public let name: String
    /// `metadata.labels`.
    public let labels: [String: String]
    /// The fleet that owns it now, from `metadata.owner`.
    public let fleet: String?
    /// Whether it is in touch with the server; a device of which the export says nothing counts as connected.
    public let isConnected: Bool
    /// A device that is being decommissioned belongs to no fleet.
    public let isLeaving: Bool

    /// States a device.
    public init(
        name: String, labels: [String: String], fleet: String? = nil, isConnected: Bool = true, isLeaving: Bool = false
    ) {
        self.name = name
        self.labels = labels
        self.fleet = fleet
        self.isConnected = isConnected
        self.isLeaving = isLeaving
    }
}
