import Nodes
public import Resources

extension Desired {
    /// A manifest as planning needs it.
    /// - Parameter hash: Makes the hash of the canonical labels (empty when the manifest says nothing of labels) and the
    ///   canonical spec with its secrets. What it returns must not give them away if it is kept.
    public init(_ manifest: Manifest, hash: (_ labels: [UInt8], _ spec: [UInt8]) -> [UInt8]) {
        self.init(
            key: ObjectKey(kind: manifest.kind, name: manifest.name),
            place: Place(manifest),
            hash: hash(manifest.labelsJSON ?? [], manifest.revealedSpecJSON()))
    }
}

extension Place {
    /// Where the name of a manifest stands.
    public init(_ manifest: Manifest) {
        self.init(
            path: manifest.file, document: manifest.document, line: manifest.position.line,
            column: manifest.position.column)
    }
}

extension Owned {
    /// What a commit declared, once it was applied.
    public init(_ applied: Desired) {
        self.init(key: applied.key, place: applied.place, hash: applied.hash)
    }
}

extension Manifest {
    /// The labels as canonical JSON; nil when the manifest says nothing of labels.
    public var labelsJSON: [UInt8]? {
        labels.map { Node.object($0.map { ($0.key, .string($0.value)) }).canonicalJSON() }
    }
}
