public import Resources

/// What the description of a kind says, from the frame of its documents down to the last field.
public struct KindFacts: Sendable {
    /// The kind.
    public let kind: Kind
    /// The frame of a document: apiVersion, kind, metadata, spec.
    public let document: Part
    /// The parts below the frame.
    public let parts: Parts

    /// The facts of a kind; nil for kinds that nobody writes, whose documents have no description.
    public init?(_ kind: Kind) {
        switch kind {
        case .fleet: self.init(kind, FleetSpec.self)
        case .device: self.init(kind, DeviceSpec.self, needsSpec: false)
        case .repository: self.init(kind, RepositorySpec.self)
        case .resourceSync: self.init(kind, ResourceSyncSpec.self)
        case .enrollmentRequest: self.init(kind, EnrollmentRequestSpec.self)
        case .certificateSigningRequest: self.init(kind, CertificateSigningRequestSpec.self)
        case .templateVersion: self.init(kind, TemplateVersionSpec.self)
        case .organization: self.init(kind, OrganizationSpec.self)
        case .event: return nil
        }
    }

    /// What `apiVersion` may say, the current form first.
    public var versions: [String] {
        guard case .word(let words) = document.fields.first(where: { $0.key == "apiVersion" })?.value else { return [] }
        return words
    }

    /// The facts of every kind that has a description, in the order of the kinds.
    public static var all: [KindFacts] { Kind.allCases.compactMap { KindFacts($0) } }

    private init<Spec: Described>(_ kind: Kind, _: Spec.Type, needsSpec: Bool = true) {
        var parts = Parts()
        var document = Part(name: kind.rawValue)
        let metadata = parts.add(Metadata.self)
        let spec = parts.add(Spec.self)
        document.fields = [
            PartField(
                field: Field("apiVersion", .required, doc: "The version of the document."),
                value: .word(APIVersion.accepted)),
            PartField(
                field: Field("kind", .required, doc: "What the document describes."), value: .word([kind.rawValue])),
            PartField(
                field: Field("metadata", .required, doc: "The name and the labels of the resource."),
                value: .part(metadata)),
            PartField(
                field: Field("spec", needsSpec ? .required : .optional, doc: "What the resource should be."),
                value: .part(spec)),
        ]
        document.ignored = [Part.OtherField(key: "status", reason: "the status is written by the server only")]
        self.kind = kind
        self.document = document
        self.parts = parts
    }
}
