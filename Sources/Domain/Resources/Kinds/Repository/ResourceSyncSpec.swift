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
