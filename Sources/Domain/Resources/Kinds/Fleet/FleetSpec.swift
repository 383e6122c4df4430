/// A template for all devices whose labels match.
public struct FleetSpec: Described {
    /// The devices; only `matchLabels` decides, and without it there are none.
    public var selector: LabelSelector?
    /// What runs on them.
    public var template = FleetTemplate()
    /// How a new template reaches them; nil is all at once.
    public var rolloutPolicy: RolloutPolicy?
    /// Makes the fleet a layer below others that select the same devices: lower orders lie lower, and equal ones go by
    /// name. Nil is a fleet that wants its devices for itself. An extension.
    public var layerOrder: Int64?

    /// A fleet of no devices.
    public init() {}

    /// The labels that a device must have to belong to the fleet; nil when no device can.
    ///
    /// Expressions of the selector are stored and do not count.
    public var requiredLabels: [String: String]? {
        guard let labels = selector?.matchLabels, !labels.isEmpty else { return nil }
        return labels
    }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("selector", &selector, doc: "The labels of the devices that belong to the fleet.")
        v.field("template", &template, doc: "What runs on the devices of the fleet.")
        v.field(
            "rolloutPolicy", &rolloutPolicy, doc: "In which steps a change reaches the devices; all at once by default."
        )
        v.field(
            extension: "layerOrder", &layerOrder, IntegerFormat(-1_000_000...1_000_000),
            doc:
                "Makes the fleet a layer that others lie upon: what higher orders, the device's own fleet and the device say wins."
        )
    }

    /// Warns of a fleet that no device can belong to.
    public mutating func check(_ report: Report) {
        guard report.policy == .manifest else { return }
        if requiredLabels == nil {
            report.add(
                .matchesNoDevice, at: ["selector"], "The fleet has no “matchLabels”, so no device belongs to it.",
                fix: "Write the labels of its devices below spec.selector.matchLabels.")
        } else if selector?.matchExpressions != nil {
            report.add(
                .expressionsNotMatched, at: ["selector", "matchExpressions"], onKey: true,
                "Which devices belong to a fleet is decided by “matchLabels” alone; expressions are stored and not looked at.",
                fix: "Use labels for what the expressions say.")
        }
    }
}

/// What runs on the devices of a fleet.
public struct FleetTemplate: Described {
    /// Labels kept with the template.
    public var metadata: TemplateMetadata?
    /// The spec of each device, in which texts may hold placeholders.
    public var spec = DeviceSpec()

    /// A template that asks for nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("metadata", &metadata, doc: "Labels kept with the template; devices do not get them.")
        v.field(
            "spec", &spec, startsTemplate: true,
            doc: "The spec of each device; “{{ … }}” stands for its name and labels.")
    }
}
