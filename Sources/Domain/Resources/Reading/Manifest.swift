import Nodes

/// One document of a file that was read and judged, without an error in it.
public struct Manifest: Sendable, Hashable {
    /// The kind.
    public var kind: Kind
    /// The name, unique within its kind.
    public var name: String
    /// The catalog that an item belongs to, within which its name is unique; nil for other kinds.
    public var scope: String?
    /// The labels; nil when the document says nothing of labels.
    public var labels: [String: String]?
    /// The spec as values.
    public var spec: ManifestSpec
    /// The file, as the reader was told.
    public var file: String
    /// The document's place among those of the file, counted from 0.
    public var document: Int
    /// Where in the file the name stands.
    public var position: Position
    /// What other documents can refer to or clash with, for ``Links``.
    public var links: LinkFacts

    /// The spec as canonical JSON with defaults written out and secrets masked: what answers show and hashes cover. Made at
    /// each call, since who only judges documents never asks.
    public var specJSON: [UInt8] { spec.json() }

    /// The spec as canonical JSON with its secrets, only for what is sealed before it is stored. Without secrets in the
    /// spec it equals `specJSON`.
    public func revealedSpecJSON() -> [UInt8] { spec.json(secrets: .revealed) }
}

/// The spec of a kind that may come from git.
public enum ManifestSpec: Sendable, Hashable {
    /// A fleet's.
    case fleet(FleetSpec)
    /// A device's; one that asks for nothing when the document declares labels only.
    case device(DeviceSpec)
    /// A repository's.
    case repository(RepositorySpec)
    /// A sync's.
    case resourceSync(ResourceSyncSpec)
    /// A catalog's.
    case catalog(CatalogSpec)
    /// That of an item of a catalog.
    case catalogItem(CatalogItemSpec)

    /// Canonical JSON.
    public func json(secrets: SecretEncoding = .masked) -> [UInt8] {
        switch self {
        case .fleet(let spec): canonicalJSON(of: spec, secrets: secrets)
        case .device(let spec): canonicalJSON(of: spec, secrets: secrets)
        case .repository(let spec): canonicalJSON(of: spec, secrets: secrets)
        case .resourceSync(let spec): canonicalJSON(of: spec, secrets: secrets)
        case .catalog(let spec): canonicalJSON(of: spec, secrets: secrets)
        case .catalogItem(let spec): canonicalJSON(of: spec, secrets: secrets)
        }
    }
}
