/// One thing to install, with its versions.
public struct CatalogItemSpec: Described {
    /// Where an item is used.
    public enum Category: String, Word {
        /// For the operating system.
        case system
        /// For applications.
        case application
    }

    /// What an item is.
    public enum ItemType: String, Word {
        /// An operating system.
        case os
        /// Firmware of a part.
        case firmware
        /// A driver of a part.
        case driver
        /// One container.
        case container
        /// A Helm chart.
        case helm
        /// A set of quadlet units.
        case quadlet
        /// A compose project.
        case compose
        /// Data.
        case data
    }

    /// Where it is used.
    public var category = Category.application
    /// What it is.
    public var type = ItemType.container
    /// What it is made of.
    public var artifacts: [CatalogArtifact] = []
    /// The versions to choose from.
    public var versions: [CatalogItemVersion] = []
    /// What holds for each version that does not say otherwise.
    public var defaults: CatalogConfigurable?
    /// What people are shown.
    public var presentation = CatalogPresentation()
    /// The page of the project.
    public var homepage: String?
    /// The page with the documentation.
    public var documentationUrl: String?
    /// That the item should no longer be used.
    public var deprecation: CatalogDeprecation?

    /// An item without artifacts and versions.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("category", &category, default: .application, doc: "Where it is used: system or application (default).")
        v.field(
            "type", &type, doc: "What it is: os, firmware, driver, container, helm, quadlet, compose or data.")
        v.field(required: "artifacts", &artifacts, minimum: 1, doc: "What it is made of.")
        v.field(required: "versions", &versions, doc: "The versions to choose from.")
        v.field("defaults", &defaults, doc: "What holds for each version that does not say otherwise.")
        presentation.describe(&v)
        v.field("homepage", &homepage, .webAddress, doc: "The page of the project.")
        v.field("documentationUrl", &documentationUrl, .webAddress, doc: "The page with the documentation.")
        v.field("deprecation", &deprecation, doc: "That the item should no longer be used.")
    }
}

/// What a version of an item can be configured by.
public struct CatalogConfigurable: Described {
    /// Configuration to start from.
    public var config: OpenJSON?
    /// The JSON Schema of the configuration.
    public var configSchema: OpenJSON?
    /// A text for people, in Markdown.
    public var readme: String?

    /// Nothing to configure.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(mapping: "config", &config, doc: "Configuration to start from.")
        v.field(mapping: "configSchema", &configSchema, doc: "The JSON Schema of the configuration.")
        v.field("readme", &readme, .text(), doc: "A text for people, in Markdown.")
    }
}
