import Resources

/// What one side makes of a device.
struct Membership: Equatable {
    /// The labels that count: those of its manifest, else those it has.
    let labels: [String: String]
    /// Every fleet that matches, sorted.
    let matches: [String]
    /// The spec that its own manifest declares.
    let own: DeviceSpec?

    /// The one fleet; nil without any and in a conflict.
    var fleet: String? { matches.count == 1 ? matches[0] : nil }
    /// Whether two or more fleets match: the device then keeps what it runs.
    var isConflict: Bool { matches.count > 1 }
}

extension Declared {
    /// What this side makes of a device.
    /// - Parameter former: What the side before it made of the device: a manifest that says nothing of labels leaves
    ///   them, and one that is gone leaves labels and spec.
    func membership(of device: InventoryDevice, in index: FleetIndex, after former: Membership?) -> Membership {
        let manifest = self.device(device.name)
        let labels = manifest?.labels ?? former?.labels ?? device.labels
        return Membership(
            labels: labels, matches: device.isLeaving ? [] : index.matches(labels),
            own: manifest?.spec ?? former?.own)
    }
}
