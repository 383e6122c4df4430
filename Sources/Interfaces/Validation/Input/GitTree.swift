import GitObjects
import Resources

/// What a commit holds, looked at as a directory walk would look at it.
struct GitTree {
    /// Everything, by path.
    let files: [String: LocalFile]
    private let inOrder: [LocalFile]
    /// What `.martletignore` files say, by the directory that they lie in.
    private let ignoreFiles: [String: [UInt8]]
    private var folders: [String: Folder] = [:]

    private struct Folder {
        let rules: IgnoreRules
        let isIgnored: Bool
    }

    /// - Parameter read: gives the bytes of a file, or nil when it is too large or broken.
    init(_ files: [LocalFile], read: (LocalFile) -> [UInt8]?) {
        inOrder = files
        self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var ignoreFiles: [String: [UInt8]] = [:]
        for file in files where file.isFile && Self.name(of: file.path) == IgnoreRules.fileName {
            ignoreFiles[Self.folder(of: file.path)] = read(file)
        }
        self.ignoreFiles = ignoreFiles
        folders[""] = Folder(rules: rules(adding: "", depth: 0, to: IgnoreRules()), isIgnored: false)
    }

    /// Whether the path is a file or a directory of the tree.
    func holds(_ path: String) -> Bool { inOrder.contains { Self.lies($0.path, in: path) } }

    /// The manifests that lie in these paths.
    func listing(below paths: [String]) -> SourceListing {
        var listing = SourceListing()
        var tree = self
        for file in inOrder {
            guard let start = paths.first(where: { Self.lies(file.path, in: $0) }) else { continue }
            let isNamed = paths.contains(file.path)
            if !isNamed, ManifestPath.isPassedOver(file.path, below: start) { continue }
            tree.visit(file, isNamed: isNamed, &listing)
        }
        if files[ManifestPath.settings]?.isFile == true {
            listing.settings = SourceFile(path: ManifestPath.settings)
        }
        if listing.files.isEmpty {
            listing.findings.append(
                .about(
                    paths.first.flatMap { $0.isEmpty ? nil : $0 } ?? ".", .nothingToRead,
                    "No file here ends in .yaml, .yml or .json.",
                    fix: "Name the directory with the manifests, or look at .martletignore."))
        }
        return listing
    }

    private mutating func visit(_ file: LocalFile, isNamed: Bool, _ listing: inout SourceListing) {
        let folder = folder(Self.folder(of: file.path))
        let isIgnored =
            folder.isIgnored || folder.rules.ignores(file.path.split(separator: "/"), isDirectory: false)
        let isManifest = ManifestPath.isManifest(file.path)
        if isIgnored, !isNamed {
            if isManifest, file.isFile { listing.ignored += 1 }
            return
        }
        switch file.kind {
        case .symbolicLink, .submodule:
            listing.findings.append(.linkNotFollowed(file.path))
        case .unusableName:
            listing.isIncomplete = true
            listing.findings.append(.unreadable(file.path, "its name cannot be used"))
        case .file, .executable:
            if file.path == ManifestPath.settings { return }
            if isManifest || isNamed { listing.files.append(SourceFile(path: file.path)) }
        }
    }

    private mutating func folder(_ path: String) -> Folder {
        if let known = folders[path] { return known }
        let above = folder(Self.folder(of: path))
        let segments = path.split(separator: "/")
        let isIgnored = above.isIgnored || above.rules.ignores(segments, isDirectory: true)
        let folder = Folder(rules: rules(adding: path, depth: segments.count, to: above.rules), isIgnored: isIgnored)
        folders[path] = folder
        return folder
    }

    private func rules(adding path: String, depth: Int, to above: IgnoreRules) -> IgnoreRules {
        var rules = above
        if let bytes = ignoreFiles[path] { rules.add(bytes, depth: depth) }
        return rules
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    private static func lies(_ path: String, in folder: String) -> Bool {
        folder.isEmpty || path == folder || path.hasPrefix(folder + "/")
    }
}
