/// The metadata of a resource as a server answers it.
public struct ServerMetadata: Described {
    /// The name.
    public var name = ""
    /// The labels.
    public var labels: [String: String] = [:]
    /// Notes of the server's parts to each other.
    public var annotations: [String: String] = [:]
    /// How often the spec changed.
    public var generation: Int64?
    /// What declares the resource, as `Kind/name`.
    public var owner: String?
    /// Changes whenever the resource does.
    public var resourceVersion: String?
    /// When the resource was created.
    public var creationTimestamp: String?
    /// When it was deleted.
    public var deletionTimestamp: String?

    /// Metadata without a name.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("name", &name, .resourceName, doc: "The name of the resource, unique within its kind.")
        v.field("labels", &labels, keys: .labelKey, values: .labelValue, doc: "Labels by which selectors find it.")
        v.field(
            "annotations", &annotations, keys: .labelKey, values: .text(),
            doc: "Notes of the server's parts to each other.")
        v.field("generation", &generation, .any, doc: "How often the spec changed.")
        v.field("owner", &owner, .text(), doc: "What declares the resource, as Kind/name.")
        v.field("resourceVersion", &resourceVersion, .text(), doc: "Changes whenever the resource does.")
        v.time("creationTimestamp", &creationTimestamp, doc: "When the resource was created.")
        v.time("deletionTimestamp", &deletionTimestamp, doc: "When the resource was deleted.")
    }
}

/// The metadata of an item of a catalog as a server answers it.
public struct ServerCatalogItemMetadata: Described {
    /// What all resources have.
    public var metadata = ServerMetadata()
    /// The catalog that the item belongs to.
    public var catalog = ""

    /// Metadata without a name.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        metadata.describe(&v)
        v.field("catalog", &catalog, .resourceName, doc: "The name of the Catalog that the item belongs to.")
    }
}
