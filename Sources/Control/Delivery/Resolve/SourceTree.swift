import Git
import Rendering
import Resources

/// Maps a directory of a repository onto `/` of a device, or one file to its name below `/`.
enum SourceTree {
    static func files(_ delta: TreeDelta, _ reference: SourceReference) throws(SourceFailure) -> [SourceFile] {
        if let skipped = delta.skipped.first {
            throw .permanent("config provider '\(reference.provider)': the name of \(skipped.path) cannot be used")
        }
        var files: [SourceFile] = []
        for file in delta.files { files.append(try map(file, reference)) }
        return files
    }

    private static func map(_ file: TreeFile, _ reference: SourceReference) throws(SourceFailure) -> SourceFile {
        let kind = file.kind
        guard kind == .file || kind == .executable else {
            throw .permanent(
                "config provider '\(reference.provider)': \(file.path) is a link or submodule; only files are delivered"
            )
        }
        guard let content = file.content else {
            throw .permanent("config provider '\(reference.provider)': \(file.path) is larger than 1 MiB")
        }
        let path = target(file.path, below: reference.path)
        if let place = Paths.forbidden(path) {
            throw .permanent(
                "config provider '\(reference.provider)': \(path) lies in \(place), which is the agent's own")
        }
        return SourceFile(path: path, mode: kind == .executable ? 0o755 : 0o644, content: content)
    }

    private static func target(_ path: String, below root: String) -> String {
        let trimmed = root.last == "/" ? String(root.dropLast()) : root
        if trimmed.isEmpty { return "/" + path }
        if path == trimmed { return "/" + (path.split(separator: "/").last.map(String.init) ?? path) }
        return String(path.dropFirst(trimmed.utf8.count))
    }
}
