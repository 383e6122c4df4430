import Rendering
import Resources

/// What one side makes of a device.
struct Membership: Equatable {
    /// The labels that count: those of its manifest, else those it has.
    let labels: [String: String]
    /// Every fleet that matches and wants its devices for itself, sorted; when there is none, the topmost layer.
    let matches: [String]
    /// The layers that apply, the lowest first.
    let layers: [String]
    /// The spec that its own manifest declares.
    let own: DeviceSpec?

    /// The one fleet; nil without any and in a conflict.
    var fleet: String? { matches.count == 1 ? matches[0] : nil }
    /// Whether two or more fleets match that are no layers: the device then keeps what it runs.
    var isConflict: Bool { matches.count > 1 }

    /// The layers below a fleet.
    func layers(below fleet: String?) -> [String] { fleet.map { fleet in layers.filter { $0 != fleet } } ?? [] }
}

extension Declared {
    /// What this side makes of a device.
    /// - Parameter former: What the side before it made of the device: a manifest that says nothing of labels leaves
    ///   them, and one that is gone leaves labels and spec.
    func membership(of device: InventoryDevice, in index: FleetIndex, after former: Membership?) -> Membership {
        let manifest = self.device(device.name)
        let labels = manifest?.labels ?? former?.labels ?? device.labels
        let matching = device.isLeaving ? [] : index.matches(labels)
        let layers = matching.compactMap(layer).applying(to: labels).map(\.name)
        let exclusive = matching.filter { fleets[$0]?.layerOrder == nil }
        return Membership(
            labels: labels, matches: exclusive.isEmpty ? layers.suffix(1) : exclusive, layers: layers,
            own: manifest?.spec ?? former?.own)
    }
}
