/// Whether systemd starts a unit by itself. The words are systemd's.
public enum UnitEnableState: String, Word {
    case enabled
    case enabledRuntime = "enabled-runtime"
    case linked
    case linkedRuntime = "linked-runtime"
    case alias
    case masked
    case maskedRuntime = "masked-runtime"
    case `static`
    case disabled
    case indirect
    case generated
    case transient
    case bad
    case unknown
    case none = ""
}

/// Whether systemd knows a unit.
public enum UnitLoadState: String, Word {
    case stub, loaded
    case notFound = "not-found"
    case badSetting = "bad-setting"
    case error, merged, masked, unknown
}

/// What a unit is doing.
public enum UnitActiveState: String, Word {
    case active, reloading, inactive, failed, activating, deactivating, maintenance, refreshing, unknown
}

/// A systemd unit.
public struct UnitStatus: Described {
    /// The unit.
    public var unit = ""
    /// What systemd says it is.
    public var description = ""
    /// Whether systemd starts it by itself.
    public var enableState = UnitEnableState.unknown
    /// Whether systemd knows it.
    public var loadState = UnitLoadState.unknown
    /// What it is doing.
    public var activeState = UnitActiveState.unknown
    /// The same in more detail, which depends on the type of the unit.
    public var subState = ""

    /// A unit of which nothing is known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("unit", &unit, .text(), doc: "The unit.")
        v.field("description", &description, .text(0...2048), doc: "What systemd says it is.")
        v.field("enableState", &enableState, doc: "Whether systemd starts it by itself.")
        v.field("loadState", &loadState, doc: "Whether systemd knows it.")
        v.field("activeState", &activeState, doc: "What it is doing.")
        v.field("subState", &subState, .unitState, doc: "The same in more detail.")
    }
}
