/// Something of which an item is made, in a registry.
public struct CatalogArtifact: Described {
    /// The forms of artifacts.
    public enum ArtifactType: String, Word {
        /// A container image, or anything else that a container registry holds.
        case container
        /// A disk for QEMU.
        case qcow2
        /// A machine image for AWS.
        case ami
        /// A disc image.
        case iso
        /// An installer on a disc image.
        case anacondaISO = "anaconda-iso"
        /// A disk for VMware.
        case vmdk
        /// A disk for Hyper-V.
        case vhd
        /// A disk byte by byte.
        case raw
        /// A machine image for Google's cloud.
        case gce
        /// A disk for QEMU within a container image.
        case qcow2DiskContainer = "qcow2-disk-container"
    }

    /// The form.
    public var type = ArtifactType.container
    /// The name by which versions refer to it; nil when they use its type.
    public var name: String?
    /// The address without tag and digest.
    public var uri = ""

    /// An artifact without an address.
    public init() {}

    /// The word by which versions refer to it.
    public var key: String { name ?? type.rawValue }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("type", &type, doc: "The form of the artifact, such as container or qcow2.")
        v.field("name", &name, .text(1...253), doc: "The name by which versions refer to it; its type by default.")
        v.field("uri", &uri, .text(1...2048), doc: "The address, to which versions add their tag or digest.")
    }
}

/// One version of an item.
public struct CatalogItemVersion: Described {
    /// The version.
    public var version = ""
    /// For each artifact its tag or digest.
    public var references: [String: String] = [:]
    /// The channels in which it is offered.
    public var channels: [String] = []
    /// The version from which it is an update.
    public var replaces: String?
    /// Versions that need not be installed on the way to this one.
    public var skips: [String] = []
    /// The range of such versions.
    public var skipRange: String?
    /// That the version should no longer be used.
    public var deprecation: CatalogDeprecation?
    /// What it can be configured by.
    public var configurable = CatalogConfigurable()

    /// A version that refers to nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("version", &version, .semanticVersion, doc: "The semantic version.")
        v.field(
            required: "references", &references, keys: .text(1...253), values: .tagOrDigest,
            doc: "For each artifact, by its name or type, the tag or digest.")
        v.field(
            required: "channels", &channels, ListFormat(of: .text(1...256), minimum: 1, isSet: true),
            doc: "The channels in which it is offered, such as stable.")
        v.field("replaces", &replaces, .semanticVersion, doc: "The version from which it is an update.")
        v.field(
            "skips", &skips, ListFormat(of: .semanticVersion, isSet: true),
            doc: "Versions that need not be installed on the way to this one.")
        v.field("skipRange", &skipRange, .versionRange, doc: "The range of such versions.")
        v.field("deprecation", &deprecation, doc: "That the version should no longer be used.")
        configurable.describe(&v)
    }
}
