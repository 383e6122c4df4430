/// A file of an application that is written into the spec.
public struct ApplicationFile: Described {
    /// The path below the application's directory.
    public var path = ""
    /// The content; nil is empty.
    public var content: String?
    /// How the content is written; nil is plain.
    public var contentEncoding: ContentEncoding?

    /// An empty file without a path.
    public init() {}

    /// The content as bytes; nil when it says base64 and is none.
    public var bytes: [UInt8]? { contentEncoding.decode(content ?? "") }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "path", &path, .relativePath.templated(), doc: "The path of the file below the application's directory.")
        v.field("content", &content, .text().templated(), doc: "The content of the file, at most 1 MiB.")
        v.field("contentEncoding", &contentEncoding, doc: "How the content is written: plain (default) or base64.")
    }

    /// Encoding, size and placeholders of the content.
    public mutating func check(_ report: Report) {
        report.checkContent(content ?? "", contentEncoding, most: InlineFile.largest)
        guard report.judgesContent else { return }
        ContentFile(path, content ?? "", contentEncoding, at: ["content"], report)?.checkSecrets()
    }
}

/// What a container may use.
public struct ApplicationResources: Described {
    /// The limits.
    public var limits: Limits?

    /// No limits.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("limits", &limits, doc: "The most that the container may use.")
    }

    /// The most that a container may use.
    public struct Limits: Described {
        /// Processors.
        public var cpu: String?
        /// Memory.
        public var memory: String?

        /// No limits.
        public init() {}

        /// States the fields.
        public mutating func describe(_ v: inout some FieldVisitor) {
            v.field("cpu", &cpu, .cpuQuantity, doc: "Processors, such as 0.75.")
            v.field("memory", &memory, .memoryQuantity, doc: "Memory, such as 256m.")
        }
    }
}

/// Data of an application that outlives its containers, or comes from an image.
public struct ApplicationVolume: Described {
    /// What happens to a volume whose application is gone.
    public enum ReclaimPolicy: String, Word {
        /// It stays.
        case retain = "Retain"
    }

    /// The name, unique within the application.
    public var name = ""
    /// What happens when the application is gone.
    public var reclaimPolicy = ReclaimPolicy.retain
    /// The image with its content.
    public var image: VolumeImage?
    /// Where a container sees it.
    public var mount: VolumeMount?

    /// A volume without a name.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("name", &name, .dnsLabel, doc: "The name, unique within the application.")
        v.field(
            "reclaimPolicy", &reclaimPolicy, default: .retain, doc: "What happens when the application is gone: Retain."
        )
        v.field("image", &image, doc: "An artifact in a registry with the content.")
        v.field("mount", &mount, doc: "Where a container sees it.")
    }
}

/// An artifact in a registry that fills a volume.
public struct VolumeImage: Described {
    /// When to pull.
    public enum PullPolicy: String, Word {
        /// Each time.
        case always = "Always"
        /// When it is not there.
        case ifNotPresent = "IfNotPresent"
        /// Never; it must be there.
        case never = "Never"
    }

    /// The artifact.
    public var reference: String?
    /// The item of a catalog that names it.
    public var catalogItemRef: CatalogItemRef?
    /// When to pull.
    public var pullPolicy = PullPolicy.ifNotPresent

    /// No artifact.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.oneOf(["reference", "catalogItemRef"], .required)
        v.field("reference", &reference, .imageReference, doc: "The artifact.")
        v.field("catalogItemRef", &catalogItemRef, doc: "An item of a catalog that names the artifact.")
        v.field("pullPolicy", &pullPolicy, default: .ifNotPresent, doc: "When to pull: Always, IfNotPresent or Never.")
    }
}

/// Where a container sees a volume.
public struct VolumeMount: Described {
    /// The path in the container, with options after a colon if any.
    public var path = ""

    /// Nowhere.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("path", &path, .mountPath, doc: "The path in the container, if need be with options, such as /data:ro.")
    }
}
