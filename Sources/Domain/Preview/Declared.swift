public import Rendering
public import Resources

/// What one side of a comparison declares.
public struct Declared: Sendable {
    /// Every manifest, in the order of files and documents.
    public let manifests: [Manifest]
    /// The fleets by name.
    let fleets: [String: FleetSpec]
    /// The device manifests by name.
    let devices: [String: Manifest]

    /// Takes the manifests of one side.
    public init(_ manifests: [Manifest]) {
        self.manifests = manifests
        var fleets: [String: FleetSpec] = [:]
        var devices: [String: Manifest] = [:]
        for manifest in manifests {
            switch manifest.spec {
            case .fleet(let spec): fleets[manifest.name] = spec
            case .device: devices[manifest.name] = manifest
            default: break
            }
        }
        self.fleets = fleets
        self.devices = devices
    }

    /// A fleet's spec; nil when there is none of that name.
    public func fleet(_ name: String) -> FleetSpec? { fleets[name] }

    /// A fleet as a layer; nil when it is none, or no device can belong to it.
    func layer(_ name: String) -> Layer? {
        guard let spec = fleets[name], let order = spec.layerOrder, let labels = spec.requiredLabels else { return nil }
        return Layer(name: name, order: order, matchLabels: labels, template: spec.template.spec)
    }

    /// The layers below a fleet that apply to a device with these labels, the lowest first.
    public func layers(below fleet: String, labels: [String: String]) -> [Layer] {
        fleetNames.compactMap(layer).filter { $0.name != fleet }.applying(to: labels)
    }

    /// The names of the fleets, sorted.
    public var fleetNames: [String] { fleets.keys.sorted() }

    /// What a device's own manifest declares, if there is one: its labels, when it says something of them, and its spec.
    public func device(_ name: String) -> (labels: [String: String]?, spec: DeviceSpec)? {
        guard let manifest = devices[name], case .device(let spec) = manifest.spec else { return nil }
        return (manifest.labels, spec)
    }
}
