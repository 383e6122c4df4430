import Nodes

extension LinkFacts {
    /// The facts of a document.
    ///
    /// - Parameters:
    ///   - content: what was read of it.
    ///   - node: the document, for the places of what is referred to.
    init(_ content: ManifestDocument, node: Node, file: String) {
        let spec = content.spec
        self.file = file
        kind = content.kind
        name = content.metadata.name
        namePlace = node.linkPlace(["metadata", "name"])
        var asked: [String: String]?
        var labelsPath: [FieldPath.Step] = ["metadata", "labels"]
        switch spec {
        case .fleet(let fleet):
            asked = fleet.requiredLabels
            labelsPath = ["spec", "selector", "matchLabels"]
            references = Self.references(of: fleet.template.spec, below: ["spec", "template", "spec"], node)
        case .device(let device):
            asked = content.metadata.labels
            references = Self.references(of: device, below: ["spec"], node)
        case .resourceSync(let sync): references = [Self.reference(of: sync, node)]
        default: references = []
        }
        self.labels = asked.map { $0.map(Label.init).sorted { $0.key < $1.key } }
        labelsPlace = node.linkPlace(labelsPath)
        hasSpec = spec != .device(DeviceSpec())
        if case .fleet(let fleet) = spec { isLayer = fleet.layerOrder != nil } else { isLayer = false }
        if case .repository(let place) = spec {
            repository = DeclaredRepository(type: place.tag, address: place.address)
        } else {
            repository = nil
        }
    }

    private static func references(
        of spec: DeviceSpec, below path: [FieldPath.Step], _ node: Node
    ) -> [RepositoryReference] {
        spec.config.enumerated().compactMap { index, provider in
            let at = path + ["config", .index(index)]
            switch provider.source {
            case .git(let git):
                return RepositoryReference(
                    .gitFiles, git.repository, git.targetRevision, git.path, at: at + ["gitRef"], node)
            case .http(let http):
                return RepositoryReference(.httpFile, http.repository, "", "", at: at + ["httpRef"], node)
            case .inline, .secret: return nil
            }
        }
    }

    private static func reference(of sync: ResourceSyncSpec, _ node: Node) -> RepositoryReference {
        RepositoryReference(.manifests, sync.repository, sync.targetRevision, sync.path, at: ["spec"], node)
    }
}

extension RepositoryReference {
    fileprivate init(
        _ use: Use, _ repository: String, _ revision: String, _ path: String, at steps: [FieldPath.Step], _ node: Node
    ) {
        self.init(
            use: use, repository: repository, revision: revision, path: path, field: FieldPath(steps + ["repository"]),
            repositoryPlace: node.linkPlace(steps + ["repository"]), pathPlace: node.linkPlace(steps + ["path"]))
    }
}

extension Node {
    fileprivate func linkPlace(_ steps: [FieldPath.Step]) -> LinkFacts.Place {
        let (start, end) = place(of: FieldPath(steps), onKey: false)
        return LinkFacts.Place(start: start, end: end)
    }
}
