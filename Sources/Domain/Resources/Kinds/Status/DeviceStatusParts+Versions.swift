/// The version of the spec that a device applied.
public struct AppliedConfig: Described {
    /// The version.
    public var renderedVersion = ""

    /// None.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("renderedVersion", &renderedVersion, .text(), doc: "The version of the spec that was applied.")
    }
}

/// The operating system that a device runs.
public struct RunningSystem: Described {
    /// The image.
    public var image = ""
    /// The digest of the image.
    public var imageDigest = ""

    /// None.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("image", &image, .text(), doc: "The image.")
        v.field("imageDigest", &imageDigest, .text(), doc: "The digest of the image.")
    }
}

/// The state of what the spec of a device refers to.
public struct DependencyStatus: Described {
    /// One for each source of configuration.
    public var configRefs: [ConfigRefStatus] = []

    /// Nothing known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("configRefs", &configRefs, doc: "One for each source of configuration.")
    }
}

/// The state of one source of configuration.
public struct ConfigRefStatus: Described {
    /// The source.
    public var configProviderName = ""
    /// What it was when it was fetched.
    public var fingerprint: String?
    /// When it was fetched.
    public var lastUpdatedAt: String?

    /// Nothing known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("configProviderName", &configProviderName, .text(), doc: "The source.")
        v.field("fingerprint", &fingerprint, .text(), doc: "What it was when it was fetched.")
        v.time("lastUpdatedAt", &lastUpdatedAt, doc: "When it was fetched.")
    }
}

/// What a device can do.
public struct DeviceCapabilities: Described {
    /// How its operating system is kept.
    public var osMode: OSMode?

    /// Nothing known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("osMode", &osMode, doc: "How its operating system is kept: image or package.")
    }
}
