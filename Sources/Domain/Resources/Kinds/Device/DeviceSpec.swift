/// What should run on a device: the spec of a Device and of a fleet's template.
public struct DeviceSpec: Described {
    /// The operating system; nil when it is not managed.
    public var os: OSSpec?
    /// Where configuration comes from; later providers win where several have the same path.
    public var config: [ConfigProvider] = []
    /// The applications.
    public var applications: [Application] = []
    /// The systemd units to report on.
    public var systemd: SystemdSpec?
    /// What to watch; when empty, the agent's built-in monitors apply.
    public var resources: [ResourceMonitor] = []
    /// When to download and when to update.
    public var updatePolicy: UpdatePolicy?

    /// A spec that asks for nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        describeWritten(&v)
        v.refused("consoles", because: "console sessions are opened by “martlet console”")
        v.refused("decommissioning", because: "a device is decommissioned by “martlet decommission”")
    }

    /// States the fields that people write.
    mutating func describeWritten(_ v: inout some FieldVisitor) {
        v.field("os", &os, doc: "The operating system image to run.")
        v.field("config", &config, doc: "Sources of configuration files; where two have the same path, the later wins.")
        v.field("applications", &applications, doc: "The applications to run.")
        v.field("systemd", &systemd, doc: "The systemd units to report on.")
        v.field("resources", &resources, doc: "What to watch on the device, instead of the built-in monitors.")
        v.field("updatePolicy", &updatePolicy, doc: "When to download and when to update.")
    }
}

/// The operating system of a device: an image, or an item of a catalog that names one.
public struct OSSpec: Described {
    /// The image; in a fleet its tag may be made of placeholders.
    public var image: String?
    /// The item of a catalog.
    public var catalogItemRef: CatalogItemRef?

    /// No target.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.oneOf(["image", "catalogItemRef"], .optional)
        v.field("image", &image, .imageReference, doc: "The image to boot.")
        v.field("catalogItemRef", &catalogItemRef, doc: "An item of a catalog that names the image.")
    }
}

/// A version of an item in a catalog.
public struct CatalogItemRef: Described {
    /// The catalog.
    public var catalog = ""
    /// The item.
    public var item = ""
    /// The version.
    public var version = ""
    /// The channel from which updates are offered.
    public var channel: String?

    /// A reference to nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("catalog", &catalog, .resourceName, doc: "The name of the catalog.")
        v.field("item", &item, .resourceName, doc: "The name of the item.")
        v.field("version", &version, .text(1...256), doc: "The version of the item.")
        v.field("channel", &channel, .text(1...256), doc: "The channel from which updates are offered.")
    }
}

/// The systemd units to report on.
public struct SystemdSpec: Described {
    /// Units and patterns of units.
    public var matchPatterns: [String] = []

    /// No units.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "matchPatterns", &matchPatterns, ListFormat(of: .systemdPattern),
            doc: "Names of units, or patterns with “*” and “?”.")
    }
}
