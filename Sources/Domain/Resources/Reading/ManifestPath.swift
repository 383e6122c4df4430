/// Which files of a repository are manifests: one decision for syncs, previews and validation (P2).
public enum ManifestPath {
    /// Files with these endings, in any letter case.
    public static let suffixes = [".yaml", ".yml", ".json"]
    /// The settings of validation at the root of a repository.
    public static let settings = "martlet.yaml"

    /// Whether a file of this name or path holds manifests.
    public static func isManifest(_ path: String) -> Bool {
        guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let ending = path[dot...]
        return ending.utf8.count <= 5 && suffixes.contains(ending.lowercased())
    }

    /// Whether what stands at a path is none of a sync's business: hidden names, since those belong to other tools
    /// (`.github`, `.gitlab-ci.yml`), and the settings of validation.
    ///
    /// - Parameters:
    ///   - path: from the root of the repository.
    ///   - folder: the path that is read, likewise; names that lead to it were asked for.
    public static func isPassedOver(_ path: String, below folder: String) -> Bool {
        if path == settings { return true }
        let root = folder.split(separator: "/").count
        return path.split(separator: "/").dropFirst(root).contains { $0.hasPrefix(".") }
    }
}
