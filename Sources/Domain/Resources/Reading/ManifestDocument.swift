import Nodes

/// The frame of a document around its spec, read in one go: what kind it is decides how the spec is read.
struct ManifestDocument {
    let kind: Kind
    let metadata: Metadata
    let spec: ManifestSpec

    /// Reads the document; nil when it is broken, which the report then says.
    init?(_ node: Node, _ report: Report) {
        guard let entries = node.entries else {
            report.add(
                .notAResource, "The document is not a resource but \(node.kindOfValue).",
                fix: "Write a mapping with apiVersion, kind, metadata and spec.")
            return nil
        }
        let kind = Self.kind(entries, report)
        var frame = NodeReader(entries: entries, report: report)
        frame.ignored("apiVersion", because: nil)
        frame.ignored("kind", because: nil)
        guard let kind, let (metadata, spec) = Self.content(of: kind, &frame) else { return nil }
        (self.kind, self.metadata, self.spec) = (kind, metadata, spec)
    }

    private static func content(of kind: Kind, _ frame: inout NodeReader) -> (Metadata, ManifestSpec)? {
        var metadata: Metadata?
        frame.object(Field("metadata", .required, doc: "the name and the labels of the resource."), &metadata)
        let spec = spec(of: kind, &frame)
        frame.ignored("status", because: "the status is written by the server only")
        frame.finish()
        guard !frame.isBroken, let metadata, let spec else { return nil }
        return (metadata, spec)
    }

    private static func spec(of kind: Kind, _ frame: inout NodeReader) -> ManifestSpec? {
        switch kind {
        case .fleet: read(FleetSpec.self, .required, &frame).map(ManifestSpec.fleet)
        // A device may be declared by labels alone.
        case .device: .device(read(DeviceSpec.self, .optional, &frame) ?? DeviceSpec())
        case .repository: read(RepositorySpec.self, .required, &frame).map(ManifestSpec.repository)
        case .resourceSync: read(ResourceSyncSpec.self, .required, &frame).map(ManifestSpec.resourceSync)
        case .templateVersion, .enrollmentRequest, .certificateSigningRequest, .event, .organization: nil
        }
    }

    private static func read<Spec: Described>(
        _: Spec.Type, _ presence: Field.Presence, _ frame: inout NodeReader
    ) -> Spec? {
        var spec: Spec?
        frame.object(Field("spec", presence, doc: "what the resource should be."), &spec)
        return spec
    }
}
