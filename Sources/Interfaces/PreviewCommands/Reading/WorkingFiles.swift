import FoundationEssentials
import Planning
import Preview
import Rendering
import Resources

/// Files as they lie on disk, before they are committed: found as a sync finds them in a commit.
enum WorkingFiles {
    /// Directories within one another.
    private static let deepest = 64

    /// The entries below paths, in the order of their paths; a file that is named itself counts whatever its ending is.
    static func entries(_ paths: [String]) throws(PreviewFailure) -> [CommitEntry] {
        var entries: [CommitEntry] = []
        for start in paths {
            try walk(start, isNamed: true, depth: 0) { (path, isNamed) throws(PreviewFailure) in
                guard isNamed || ManifestPath.isManifest(path) else { return }
                if !isNamed, ManifestPath.isPassedOver(relative(path, to: start), below: "") { return }
                entries.append(try entry(path))
            }
        }
        return entries
    }

    private static func relative(_ path: String, to start: String) -> String {
        let folder = start.hasSuffix("/") ? start : start + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }

    /// The files below a directory of a work tree, for a reference into it.
    /// - Parameter root: The work tree, with a trailing slash.
    static func files(_ path: String, in root: String) throws(PreviewFailure) -> [RepositoryFile] {
        var files: [RepositoryFile] = []
        try walk(root + path, isNamed: true, depth: 0) { (file, _) throws(PreviewFailure) in
            let entry = try entry(file)
            var content: [UInt8]?
            if case .file(_, let bytes) = entry { content = bytes }
            var isLink = false
            if case .link = entry { isLink = true }
            files.append(
                RepositoryFile(
                    path: String(file.dropFirst(root.count)),
                    isExecutable: FileManager.default.isExecutableFile(atPath: file), content: content, isLink: isLink))
        }
        return files
    }

    private static func walk(
        _ path: String, isNamed: Bool, depth: Int, _ body: (String, Bool) throws(PreviewFailure) -> Void
    ) throws(PreviewFailure) {
        let manager = FileManager.default
        var isDirectory = false
        let isLink = (try? manager.destinationOfSymbolicLink(atPath: path)) != nil
        guard isLink || manager.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw PreviewFailure("\(path) does not exist.", fix: "Name files or directories with manifests.")
        }
        guard isDirectory, !isLink || isNamed else { return try body(path, isNamed && !isLink) }
        guard depth < deepest, let names = try? manager.contentsOfDirectory(atPath: path) else {
            throw PreviewFailure("\(path) cannot be listed.", fix: "Check its owner and mode.")
        }
        let directory = path.hasSuffix("/") ? String(path.dropLast()) : path
        for name in names.sorted() where name != ".git" {
            let child = directory == "." ? name : "\(directory)/\(name)"
            try walk(child, isNamed: false, depth: depth + 1, body)
        }
    }

    private static func entry(_ path: String) throws(PreviewFailure) -> CommitEntry {
        let manager = FileManager.default
        if (try? manager.destinationOfSymbolicLink(atPath: path)) != nil { return .link(path: path) }
        let size = (try? manager.attributesOfItem(atPath: path))?[.size] as? UInt64 ?? 0
        if size > ManifestReader.largestFile { return .tooLarge(path: path, size: size) }
        guard let content = manager.contents(atPath: path) else {
            throw PreviewFailure("\(path) cannot be read.", fix: "Check its owner and mode.")
        }
        return .file(path: path, content: Array(content))
    }
}
