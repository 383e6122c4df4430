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

    /// The names of the fleets, sorted.
    public var fleetNames: [String] { fleets.keys.sorted() }

    /// What a device's own manifest declares, if there is one: its labels, when it says something of them, and its spec.
    public func device(_ name: String) -> (labels: [String: String]?, spec: DeviceSpec)? {
        guard let manifest = devices[name], case .device(let spec) = manifest.spec else { return nil }
        return (manifest.labels, spec)
    }
}
