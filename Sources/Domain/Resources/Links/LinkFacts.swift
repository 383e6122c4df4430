import Nodes

/// What of a manifest other documents can refer to or clash with, small enough to keep for every document of a large
/// tree: about half a kilobyte instead of the whole spec.
public struct LinkFacts: Sendable, Hashable {
    /// The file, as the reader was told.
    public let file: String
    /// The kind.
    public let kind: Kind
    /// The name, unique within its kind.
    public let name: String
    /// Where the name stands.
    let namePlace: Place
    /// A device's labels, or those that a fleet asks for, sorted by key; nil when the document says nothing of labels,
    /// or no device can belong to the fleet.
    let labels: [Label]?
    /// Where these stand.
    let labelsPlace: Place
    /// Whether a fleet is a layer, which shares its devices with others.
    let isLayer: Bool
    /// Whether a device has a spec of its own.
    let hasSpec: Bool
    /// What kind of repository it is, and its address.
    let repository: DeclaredRepository?
    /// The repositories that the document names.
    let references: [RepositoryReference]

    /// A stretch of the file.
    struct Place: Sendable, Hashable {
        let start: Position
        let end: Position
    }

    /// A label.
    struct Label: Sendable, Hashable {
        let key: String
        let value: String
    }

    /// What other documents need of a Repository.
    struct DeclaredRepository: Sendable, Hashable {
        let type: RepositorySpec.RepositoryType
        let address: String
    }
}

/// A place where a document names a repository.
struct RepositoryReference: Sendable, Hashable {
    /// What for.
    enum Use: Sendable, Hashable {
        case gitFiles, httpFile, manifests
    }

    let use: Use
    let repository: String
    /// Empty where the use has none.
    let revision: String
    /// Empty where the use has none.
    let path: String
    /// The field with the repository's name, without what is the same for all of a kind.
    let field: FieldPath
    let repositoryPlace: LinkFacts.Place
    let pathPlace: LinkFacts.Place
}
