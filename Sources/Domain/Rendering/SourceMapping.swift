import Resources

/// A file of a repository that a spec draws config from.
public struct RepositoryFile: Sendable {
    /// Path from the root of the repository, without a leading slash.
    public let path: String
    /// Whether it may be executed.
    public let isExecutable: Bool
    /// Nil for a link or submodule, and for a file that was not read for its size.
    public let content: [UInt8]?
    /// A symbolic link or a submodule.
    public let isLink: Bool

    /// States a file.
    public init(path: String, isExecutable: Bool, content: [UInt8]?, isLink: Bool) {
        self.path = path
        self.isExecutable = isExecutable
        self.content = content
        self.isLink = isLink
    }
}

extension SourceReference {
    /// Maps files of a git repository onto the device: a directory onto `/`, one file onto its name below `/`.
    /// - Throws: When a file cannot be delivered.
    public func map(_ files: [RepositoryFile]) throws(RenderError) -> [SourceFile] {
        var mapped: [SourceFile] = []
        for file in files { mapped.append(try map(file)) }
        return mapped
    }

    /// The document of a web server as the file of the device that it becomes.
    /// - Throws: When it cannot be delivered.
    public func map(_ body: [UInt8]) throws(RenderError) -> [SourceFile] {
        guard case .http(_, let path) = place else { throw refused("it does not refer to a web server") }
        return [SourceFile(path: path, mode: InlineFile.defaultMode, content: body)]
    }

    /// The keys of a secret as files below the directory that it is mounted at. Nobody but their owners may read them.
    /// - Throws: When one cannot be delivered.
    public func map(keys: [String: [UInt8]]) throws(RenderError) -> [SourceFile] {
        guard case .secret(_, let mount) = place else { throw refused("it does not refer to a secret") }
        var files: [SourceFile] = []
        for (key, content) in keys.sorted(by: { $0.key < $1.key }) {
            let path = mount == "/" ? "/\(key)" : "\(mount)/\(key)"
            if let place = Paths.forbidden(path) { throw refused("\(path) lies in \(place), which is the agent's own") }
            files.append(SourceFile(path: path, mode: 0o640, content: content))
        }
        return files
    }

    private func map(_ file: RepositoryFile) throws(RenderError) -> SourceFile {
        if file.isLink { throw refused("\(file.path) is a link or submodule; only files are delivered") }
        guard let content = file.content else { throw refused("\(file.path) is larger than 1 MiB") }
        let path = target(file.path)
        if let place = Paths.forbidden(path) { throw refused("\(path) lies in \(place), which is the agent's own") }
        return SourceFile(path: path, mode: file.isExecutable ? 0o755 : 0o644, content: content)
    }

    /// The refusal of a file whose name cannot be used.
    public func unusableName(_ path: String) -> RenderError { refused("the name of \(path) cannot be used") }

    private func refused(_ why: String) -> RenderError { RenderError("config provider '\(provider)': \(why)") }

    private func target(_ file: String) -> String {
        guard case .git(_, let path) = place else { return file }
        let root = path.last == "/" ? String(path.dropLast()) : path
        if root.isEmpty { return "/" + file }
        if file == root { return "/" + (file.split(separator: "/").last.map(String.init) ?? file) }
        return String(decoding: file.utf8.dropFirst(root.utf8.count), as: UTF8.self)
    }
}
