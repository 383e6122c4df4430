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
        switch Self.kind(entries, report) {
        case .fleet: self.init(FleetSpec.self, .fleet, entries, report) { .fleet($0) }
        case .device: self.init(DeviceSpec.self, .device, entries, report) { .device($0) }
        case .repository: self.init(RepositorySpec.self, .repository, entries, report) { .repository($0) }
        case .resourceSync: self.init(ResourceSyncSpec.self, .resourceSync, entries, report) { .resourceSync($0) }
        case .templateVersion, .enrollmentRequest, .certificateSigningRequest, .event, .organization, nil: return nil
        }
    }

    private init?<Spec: Described>(
        _: Spec.Type, _ kind: Kind, _ entries: [Node.Entry], _ report: Report, _ wrap: (Spec) -> ManifestSpec
    ) {
        var reader = NodeReader(entries: entries, report: report)
        var frame = ManifestFrame<Spec>(needsSpec: kind != .device)
        frame.visit(&reader)
        if reader.hasUnknownFields { report.noteUnknown(entries, known: frame.names) }
        guard !reader.isBroken, let metadata = frame.metadata else { return nil }
        self.kind = kind
        self.metadata = metadata
        self.spec = wrap(frame.spec ?? Spec())
    }
}

/// The fields that documents of all kinds have.
private struct ManifestFrame<Spec: Described> {
    /// A device may be declared by labels alone.
    let needsSpec: Bool
    var metadata: Metadata?
    var spec: Spec?

    init(needsSpec: Bool) { self.needsSpec = needsSpec }

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
