import Nodes

/// Reads the files of a rendered spec: at most one inline provider, with all sources merged by the service.
enum ConfigFiles {
    /// - Throws: a permanent failure when the spec holds something else, or a path that is refused.
    static func read(_ spec: Node) throws(UpdateFailure) -> [FileEntry] {
        guard let providers = spec["config"], !providers.isNull else { return [] }
        guard let list = providers.elements else { throw .permanent("spec.config is not a list") }
        var files: [FileEntry] = []
        for provider in list {
            guard let inline = provider["inline"]?.elements else {
                throw .permanent("spec.config holds a provider that the service should have rendered into inline files")
            }
            for file in inline { files.append(try entry(file)) }
        }
        try FilePath.check(together: files.map(\.path))
        return files
    }

    private static func entry(_ node: Node) throws(UpdateFailure) -> FileEntry {
        guard let path = node["path"]?.string else { throw .permanent("a file of spec.config has no path") }
        try FilePath.check(path)
        guard let content = node["content"]?.string else { throw .permanent("the file \(path) has no content") }
        return FileEntry(
            path: path, content: try decode(content, node["contentEncoding"], path), mode: try mode(node["mode"], path),
            user: name(node["user"]), group: name(node["group"]))
    }

    private static func decode(_ content: String, _ encoding: Node?, _ path: String) throws(UpdateFailure) -> [UInt8] {
        switch encoding?.string ?? "plain" {
        case "plain", "": return Array(content.utf8)
        case "base64":
            guard let bytes = Base64.decode(content) else { throw .permanent("the content of \(path) is not base64") }
            return bytes
        case let other: throw .permanent("the content of \(path) has the unknown encoding \(other.prefix(40))")
        }
    }

    private static func mode(_ node: Node?, _ path: String) throws(UpdateFailure) -> UInt32 {
        guard let node, !node.isNull else { return 0o644 }
        guard let mode = node.integer, (0...0o7777).contains(mode) else {
            throw .permanent("the mode of \(path) is not between 0 and 4095")
        }
        return UInt32(mode)
    }

    private static func name(_ node: Node?) -> String {
        guard let node, !node.isNull, let text = node.scalar?.text, !text.isEmpty else { return "root" }
        return text
    }
}
