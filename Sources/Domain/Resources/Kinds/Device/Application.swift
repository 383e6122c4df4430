/// An application on a device. One type for all forms: which fields a form has, its description says; the others are empty.
public struct Application: Variant {
    /// The forms of applications.
    public enum AppType: String, Word {
        /// A compose project.
        case compose
        /// A set of podman quadlet units.
        case quadlet
        /// One container.
        case container
        /// A Helm chart.
        case helm
        /// A virtual machine.
        case vm
    }

    /// The form.
    public var tag: AppType
    /// The name; nil when the image reference stands in for it.
    public var name: String?
    /// The image, or the chart in a registry.
    public var image: String?
    /// The item of a catalog that names the image.
    public var catalogItemRef: CatalogItemRef?
    /// The files of a compose project, a set of quadlets or a virtual machine.
    public var inline: [ApplicationFile]?
    /// Environment variables.
    public var envVars: [String: String] = [:]
    /// The user that runs it; nil is root.
    public var runAs: String?
    /// Volumes.
    public var volumes: [ApplicationVolume] = []
    /// Pairs of ports `host:container`.
    public var ports: [String] = []
    /// What a container may use.
    public var resources: ApplicationResources?
    /// The Kubernetes namespace of a chart.
    public var namespace: String?
    /// The values of a chart.
    public var values: OpenJSON?
    /// Files within a chart with more values.
    public var valuesFiles: [String] = []
    /// Ports that a virtual machine publishes.
    public var publishPorts: [String] = []

    /// A container without an image.
    public init() { self.init(tag: .container) }

    /// An application of this form without a source.
    public init(tag: AppType) { self.tag = tag }

    /// The name, or the image that stands in for it; nil when neither is known yet.
    public var effectiveName: String? { name ?? image }

    /// The field that names the form.
    public static let tagField = Field(
        "appType", .required, doc: "What kind of application it is: compose, quadlet, container, helm or vm.")

    /// States the fields of the form at hand.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        v.field("name", &name, .dnsLabel, doc: "The name, unique within the device; the image stands in for it.")
        describeSource(&v)
        switch tag {
        case .compose, .quadlet, .container: describeContainers(&v)
        case .helm: describeChart(&v)
        case .vm:
            v.field(
                "publishPorts", &publishPorts, ListFormat(of: .publishedPort), doc: "Ports that the machine publishes.")
        }
        v.ignored("annotations", because: "it is written by the server only")
        v.ignored("desiredState", because: "applications are started and stopped by “martlet app”")
        v.ignored("restartGeneration", because: "applications are restarted by “martlet app”")
    }

    private mutating func describeSource(_ v: inout some FieldVisitor) {
        let hasCatalog = tag != .vm
        let hasInline = tag != .container && tag != .helm
        v.oneOf(["image"] + (hasCatalog ? ["catalogItemRef"] : []) + (hasInline ? ["inline"] : []), .required)
        v.field("image", &image, .imageReference, doc: "The image of the application, or its chart in a registry.")
        if hasCatalog { v.field("catalogItemRef", &catalogItemRef, doc: "An item of a catalog that names the image.") }
        if hasInline { v.field("inline", &inline, minimum: 1, doc: "The files of the application, written out here.") }
    }

    private mutating func describeContainers(_ v: inout some FieldVisitor) {
        v.field("envVars", &envVars, keys: .variableName, values: .text().templated(), doc: "Environment variables.")
        if tag != .compose { v.field("runAs", &runAs, .userName, doc: "The user that runs it; root by default.") }
        if tag == .container {
            v.field(
                "ports", &ports, ListFormat(of: .portPair),
                doc: "Ports of the host that lead to ports of the container.")
            v.field("resources", &resources, doc: "What the container may use.")
        }
        v.field("volumes", &volumes, doc: "Volumes.")
    }

    private mutating func describeChart(_ v: inout some FieldVisitor) {
        v.field("namespace", &namespace, .dnsLabel, doc: "The Kubernetes namespace.")
        v.field(mapping: "values", &values, doc: "Values of the chart.")
        v.field(
            "valuesFiles", &valuesFiles, ListFormat(of: .relativePath), doc: "Files within the chart with more values.")
    }
}
