/// The fields that manifests of all kinds have.
struct ManifestFrame<Meta: ResourceMetadata, Spec: Described> {
    /// A device may be declared by labels alone.
    let needsSpec: Bool
    var metadata: Meta?
    var spec: Spec?

    init(_ kind: Kind) { needsSpec = kind != .device }

    /// Tells a visitor the fields of an empty manifest.
    static func describe(_ kind: Kind, _ v: inout some FieldVisitor) {
        var frame = Self(kind)
        frame.visit(&v)
    }

    /// Version and kind were read before.
    mutating func visit(_ v: inout some FieldVisitor) {
        v.ignored("apiVersion", because: nil)
        v.ignored("kind", because: nil)
        v.object(Field("metadata", .required, doc: "the name and the labels of the resource."), &metadata)
        v.object(Field("spec", needsSpec ? .required : .optional, doc: "what the resource should be."), &spec)
        v.ignored("status", because: "the status is written by the server only")
    }

    var names: FieldNames {
        var copy = self
        var names = FieldNames()
        copy.visit(&names)
        return names
    }
}
