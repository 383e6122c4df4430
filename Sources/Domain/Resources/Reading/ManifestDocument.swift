import Nodes

/// The frame of a document around its spec, read in one go: what kind it is decides how the spec is read.
struct ManifestDocument {
    let kind: Kind
    let metadata: any ResourceMetadata
    let spec: ManifestSpec

    /// Reads the document; nil when it is broken, which the report then says.
    init?(_ node: Node, _ report: Report) {
        guard let entries = node.entries else {
            report.add(
                .notAResource, "The document is not a resource but \(node.kindOfValue).",
                fix: "Write a mapping with apiVersion, kind, metadata and spec.")
            return nil
        }
        guard let kind = Self.kind(entries, report) else { return nil }
        switch kind {
        case .fleet: self.init(Metadata.self, kind, entries, report, ManifestSpec.fleet)
        case .device: self.init(Metadata.self, kind, entries, report, ManifestSpec.device)
        case .repository: self.init(Metadata.self, kind, entries, report, ManifestSpec.repository)
        case .resourceSync: self.init(Metadata.self, kind, entries, report, ManifestSpec.resourceSync)
        case .catalog: self.init(Metadata.self, kind, entries, report, ManifestSpec.catalog)
        case .catalogItem: self.init(CatalogItemMetadata.self, kind, entries, report, ManifestSpec.catalogItem)
        case .templateVersion, .enrollmentRequest, .certificateSigningRequest, .event, .organization, .authProvider:
            kind.withObject(ShapeCheck(node: node, report: report))
            return nil
        }
    }

    private init?<Meta: ResourceMetadata, Spec: Described>(
        _: Meta.Type, _ kind: Kind, _ entries: [Node.Entry], _ report: Report, _ wrap: (Spec) -> ManifestSpec
    ) {
        var reader = NodeReader(entries: entries, report: report)
        var frame = ManifestFrame<Meta, Spec>(kind)
        frame.visit(&reader)
        if reader.hasUnknownFields { report.noteUnknown(entries, known: frame.names) }
        guard !reader.isBroken, let metadata = frame.metadata else { return nil }
        self.kind = kind
        self.metadata = metadata
        self.spec = wrap(frame.spec ?? Spec())
    }
}

/// Judges a document that cannot be declared, so that all of its mistakes are seen at once.
private struct ShapeCheck: DocumentUser {
    let node: Node
    let report: Report

    func use<Document: Described>(_: Document.Type) {
        var isBroken = false
        _ = NodeReader.read(Document.self, node, report, isBroken: &isBroken)
    }
}
