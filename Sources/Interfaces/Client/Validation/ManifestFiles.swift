import FoundationEssentials

/// Finds the manifests below the paths that a user names.
enum ManifestFiles {
    private static let suffixes = [".yaml", ".yml", ".json"]
    /// Directories within one another.
    private static let deepest = 64

    /// The files, in the order of their paths; a file that is named itself counts whatever its ending is. Links are not
    /// followed, as in a sync.
    static func find(_ paths: [String]) throws(ClientError) -> [String] {
        var files: [String] = []
        for path in paths { try collect(path, named: true, depth: 0, into: &files) }
        return files
    }

    private static func collect(
        _ path: String, named: Bool, depth: Int, into files: inout [String]
    ) throws(ClientError) {
        let manager = FileManager.default
        var isDirectory = false
        guard manager.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw ClientError(.usage, "\(path) does not exist.", fix: "Name files or directories with manifests.")
        }
        if !named, (try? manager.destinationOfSymbolicLink(atPath: path)) != nil { return }
        guard isDirectory else {
            if named || suffixes.contains(where: { path.lowercased().hasSuffix($0) }) { files.append(path) }
            return
        }
        guard depth < deepest, let names = try? manager.contentsOfDirectory(atPath: path) else {
            throw ClientError(.usage, "\(path) cannot be listed.", fix: "Check its owner and mode.")
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            try collect("\(path)/\(name)", named: false, depth: depth + 1, into: &files)
        }
    }
}
