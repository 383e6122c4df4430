/// What a manifest says of its resource beside the spec.
public protocol ResourceMetadata: Described {
    /// The name.
    var name: String { get }
    /// The labels; nil when the document says nothing of labels.
    var labels: [String: String]? { get }
    /// What the name is unique within beside the kind; nil where names are unique within the kind alone.
    var scope: String? { get }
}

/// What a user may say of a resource beside its spec. Everything else in `metadata` is the server's.
public struct Metadata: ResourceMetadata {
    /// The name, unique within kind and organization.
    public var name = ""
    /// The labels; nil when the document says nothing of labels, which for a device means “leave them”.
    public var labels: [String: String]?

    /// Metadata without a name.
    public init() {}

    /// Names are unique within the kind.
    public var scope: String? { nil }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("name", &name, .resourceName, doc: "The name of the resource, unique within its kind.")
        v.describeLabels(&labels)
        v.ignoreServerMetadata()
    }
}

/// The metadata of a fleet's template.
public struct TemplateMetadata: Described {
    /// Labels that are kept with the template; devices do not get them.
    public var labels: [String: String]?

    /// Empty metadata.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.ignored("name", because: nil)
        v.describeLabels(&labels)
        v.ignoreServerMetadata()
    }

    /// Says that the labels reach no device.
    public mutating func check(_ report: Report) {
        guard let labels, !labels.isEmpty, report.policy == .manifest else { return }
        report.add(
            .templateLabels, at: ["labels"], onKey: true,
            "Labels of a template are stored, but devices do not get them.",
            fix: "Label the devices themselves, in their manifests or when they are approved.")
    }
}

extension FieldVisitor {
    mutating func describeLabels(_ labels: inout [String: String]?) {
        field(
            "labels", &labels, keys: .labelKey, values: .labelValue, doc: "Labels by which selectors find the resource."
        )
    }

    /// What documents that were read from a server hold and what a server writes itself.
    fileprivate mutating func ignoreServerMetadata() {
        ignored("annotations", because: "annotations are written by the server only")
        for key in ["generation", "owner", "resourceVersion", "creationTimestamp", "deletionTimestamp"] {
            ignored(key, because: nil)
        }
    }
}
