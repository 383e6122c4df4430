/// A directory of a git repository whose manifests are kept in force.
public struct ResourceSyncSpec: Described {
    /// What the directory holds.
    public enum SyncType: String, Word {
        /// Fleets, devices, repositories and syncs.
        case fleet
        /// Catalogs and their items.
        case catalog
    }

    /// The name of the Repository.
    public var repository = ""
    /// The branch, tag or commit to follow.
    public var targetRevision = ""
    /// The directory or file, starting with `/`, which is the root of the repository.
    public var path = ""
    /// What it holds.
    public var type = SyncType.fleet
    /// What becomes of its objects when the sync is removed; nil leaves them, without an owner. An extension.
    public var deletionPolicy: DeletionPolicy?
    /// How much a commit may remove without approval. An extension.
    public var prune: PrunePolicy?
    /// Whether a commit that does not follow on the one in force needs approval. An extension.
    public var protected: Bool?
    /// Whose signatures commits need. An extension.
    public var verify: VerifyPolicy?
    /// What the sync may declare. An extension.
    public var targets: SyncTargets?

    /// What becomes of the objects of a sync that is removed.
    public enum DeletionPolicy: String, Word {
        /// They stay, without an owner.
        case orphan = "Orphan"
        /// They go as well; devices stay enrolled.
        case delete = "Delete"
    }

    /// A sync of nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("repository", &repository, .resourceName, doc: "The name of the Repository.")
        v.field("targetRevision", &targetRevision, .gitRevision, doc: "The branch, tag or commit to follow.")
        v.field(
            "path", &path, .text(0...2048),
            doc: "The directory or file with the manifests; “/” is the whole repository.")
        v.field("type", &type, default: .fleet, doc: "What it holds: fleet (default) or catalog.")
        describeExtensions(&v)
    }

    private mutating func describeExtensions(_ v: inout some FieldVisitor) {
        v.field(
            extension: "deletionPolicy", &deletionPolicy,
            doc: "What becomes of its objects when the sync is removed: Orphan (default) leaves them, Delete does not.")
        v.field(extension: "prune", &prune, doc: "How much a commit may remove without approval.")
        v.field(
            extension: "protected", &protected,
            doc: "Whether a commit that does not follow on the one in force needs approval.")
        v.field(extension: "verify", &verify, doc: "Whose signatures commits need.")
        v.field(extension: "targets", &targets, doc: "What the sync may declare; by default any kind and name.")
    }

    /// Paths start at the root of the repository and stay in it.
    public mutating func check(_ report: Report) {
        if !path.hasPrefix("/") {
            path = "/" + path
            report.add(
                .syncPathNotAbsolute, at: ["path"],
                "The path is taken as “\(path.excerpt)”, from the root of the repository.",
                fix: "Write “\(path.excerpt)”.")
        }
        if path.split(separator: "/").contains("..") {
            report.add(
                .syncPath, at: ["path"], "The path leaves the repository by “..”.", fix: "Write a path without “..”.")
        }
    }
}
