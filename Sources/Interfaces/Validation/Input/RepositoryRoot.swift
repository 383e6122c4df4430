import Glibc
import Resources

/// The root of the repository that a place lies in: where the settings are, and where `.martletignore` counts from.
struct RepositoryRoot {
    /// The directory, without links and without a slash at its end (empty for `/`).
    let path: String

    /// The nearest directory from `folder` upwards that holds `.git` or settings; `folder` itself when there is none.
    init(above folder: String) {
        let segments = folder.split(separator: "/")
        for count in stride(from: segments.count, through: 0, by: -1) {
            let candidate = segments.prefix(count).reduce("") { $0 + "/" + $1 }
            if Self.exists("\(candidate)/.git") || Self.exists("\(candidate)/\(ManifestPath.settings)") {
                path = candidate
                return
            }
        }
        path = segments.reduce("") { $0 + "/" + $1 }
    }

    /// The settings file, if there is one.
    var settings: String? {
        let file = "\(path)/\(ManifestPath.settings)"
        return Self.exists(file) ? file : nil
    }

    /// The segments that lead from the root to a directory below it.
    func segments(to directory: String) -> [Substring] {
        directory.split(separator: "/").dropFirst(path.split(separator: "/").count).map { $0 }
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
