public import Planning

/// A validated document in the form that the store keeps: made before the transaction, so that nothing but writing is
/// left to do inside it.
public struct PreparedObject: Sendable {
    /// A secret-bearing spec, sealed.
    public struct SealedSpec: Sendable {
        /// Which key sealed it.
        public let keyID: String
        /// The sealed canonical spec.
        public let bytes: [UInt8]

        /// States a sealed spec.
        public init(keyID: String, bytes: [UInt8]) {
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    /// What only a fleet has.
    public struct FleetFacts: Sendable {
        /// JSON object of the labels a device must carry; nil matches no device.
        public let matchLabels: [UInt8]?
        /// JSON of `spec.template.spec`.
        public let template: [UInt8]
        /// Keyed hash of the template.
        public let templateHash: [UInt8]
        /// Whether the template names sources outside of it, which have to be frozen before it is ready.
        public let hasReferences: Bool
        /// Its place among layers; nil for a fleet that wants its devices for itself.
        public let layerOrder: Int64?

        /// States the facts of a fleet.
        public init(
            matchLabels: [UInt8]?, template: [UInt8], templateHash: [UInt8], hasReferences: Bool,
            layerOrder: Int64? = nil
        ) {
            self.matchLabels = matchLabels
            self.template = template
            self.templateHash = templateHash
            self.hasReferences = hasReferences
            self.layerOrder = layerOrder
        }
    }

    /// The document as the planner knows it.
    public let desired: Desired
    /// JSON object; nil when the manifest says nothing about labels.
    public let labels: [UInt8]?
    /// JSON of the spec as the wire shows it, secrets masked.
    public let spec: [UInt8]
    /// Keyed hash of the spec alone.
    public let specHash: [UInt8]
    /// The spec with its secrets; nil when it has none.
    public let sealed: SealedSpec?
    /// Present for a Fleet.
    public let fleet: FleetFacts?

    /// States a prepared object.
    public init(
        desired: Desired, labels: [UInt8]?, spec: [UInt8], specHash: [UInt8], sealed: SealedSpec?, fleet: FleetFacts?
    ) {
        self.desired = desired
        self.labels = labels
        self.spec = spec
        self.specHash = specHash
        self.sealed = sealed
        self.fleet = fleet
    }
}
