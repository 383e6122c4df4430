public import Resources
public import Templates

/// A fleet that others lie upon (`spec.layerOrder`): what it says holds where nothing above it says otherwise.
public struct Layer: Sendable, Hashable {
    /// The fleet.
    public let name: String
    /// `spec.layerOrder`; of two layers the one with the higher order lies above, of equal ones the later name.
    public let order: Int64
    /// Labels that a device must carry for the layer to apply.
    public let matchLabels: [String: String]
    /// What it says.
    public let template: DeviceSpec

    /// States a layer.
    public init(name: String, order: Int64, matchLabels: [String: String], template: DeviceSpec) {
        self.name = name
        self.order = order
        self.matchLabels = matchLabels
        self.template = template
    }

    /// Whether it applies to a device with these labels.
    public func applies(to labels: [String: String]) -> Bool {
        matchLabels.allSatisfy { labels[$0.key] == $0.value }
    }
}

extension [Layer] {
    /// Those that apply to a device with these labels, the lowest first. By order and name, never by time, which a preview
    /// cannot know.
    public func applying(to labels: [String: String]) -> [Layer] {
        filter { $0.applies(to: labels) }.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
    }

    /// What the result depends on besides the fleet's own template: what any layer mentions, and the labels that decide
    /// whether it applies.
    public func mentions() throws(RenderError) -> Mentions {
        var mentions = Mentions()
        for layer in self {
            mentions.formUnion(try Substitution.mentions(of: layer.template))
            mentions.formUnion(Mentions(labels: Set(layer.matchLabels.keys)))
        }
        return mentions
    }
}
