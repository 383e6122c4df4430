/// A collection of things to install.
public struct CatalogSpec: Described {
    /// What people are shown.
    public var presentation = CatalogPresentation()

    /// A catalog without a description.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) { presentation.describe(&v) }
}

/// What people are shown of a catalog or an item, whose fields stand among theirs.
public struct CatalogPresentation: Described {
    /// The name.
    public var displayName: String?
    /// A sentence or two.
    public var shortDescription: String?
    /// A picture, as its address or as a data URL.
    public var icon: String?
    /// Who provides it.
    public var provider: String?
    /// Who helps with it.
    public var support: String?

    /// Nothing to show.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("displayName", &displayName, .text(), doc: "The name that people are shown.")
        v.field("shortDescription", &shortDescription, .text(), doc: "What it is, in a sentence or two.")
        v.field("icon", &icon, .text(), doc: "A picture, as its address or as a data URL.")
        v.field("provider", &provider, .text(), doc: "Who provides it.")
        v.field("support", &support, .text(), doc: "Who helps with it, such as an address or a URL.")
    }
}

/// That something should no longer be used.
public struct CatalogDeprecation: Described {
    /// Why.
    public var message = ""
    /// What to use instead.
    public var replacement: String?

    /// No reason.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("message", &message, .text(), doc: "Why it should no longer be used.")
        v.field("replacement", &replacement, .text(), doc: "What to use instead.")
    }
}

/// What a user may say of an item of a catalog beside its spec.
public struct CatalogItemMetadata: ResourceMetadata {
    /// Name and labels.
    public var metadata = Metadata()
    /// The catalog that the item belongs to; the item's name is unique within it.
    public var catalog = ""

    /// Metadata without a name.
    public init() {}

    /// The name, unique within the catalog.
    public var name: String { metadata.name }
    /// The labels; nil when the document says nothing of labels.
    public var labels: [String: String]? { metadata.labels }
    /// The catalog.
    public var scope: String? { catalog }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        metadata.describe(&v)
        v.field("catalog", &catalog, .resourceName, doc: "The name of the Catalog that the item belongs to.")
    }
}
