/// What a commit does with a path.
public enum HostedChange: Sendable {
    case file([UInt8], executable: Bool = false)
    case symbolicLink(String)
    case submodule(String)
    case delete

    var isDeletion: Bool { if case .delete = self { true } else { false } }

    /// A file of text.
    public static func text(_ text: String) -> Self { .file(Array(text.utf8)) }
}

/// A bare repository, filled through `git fast-import`: any name, any mode, ten thousand files at once.
public struct HostedRepository: Sendable {
    /// Where the bare repository is on disk.
    public let directory: String
    /// Where a host serves it, if one does.
    public let url: String

    /// Makes an empty one.
    public init(directory: String, url: String = "") async throws {
        self.directory = directory
        self.url = url
        _ = try await GitProgram.run(["init", "--quiet", "--bare", "--initial-branch=main", directory])
        _ = try await git("config", "http.receivepack", "false")
    }

    /// Runs `git` in the repository and returns what it prints, without white space at the end.
    @discardableResult
    public func git(_ arguments: String..., input: [UInt8] = []) async throws -> String {
        let output = try await GitProgram.run(arguments, in: directory, input: input)
        return String(String(decoding: output, as: UTF8.self).reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Commits on top of a branch, or begins it, and returns the commit's name.
    @discardableResult
    public func commit(
        _ changes: [String: HostedChange], branch: String = "main", message: String = "a change",
        author: String = "Ada Example <ada@example.com>", at time: Int = 1_700_000_000
    ) async throws -> String {
        try await commit(raw: changes.map { (Array($0.key.utf8), $0.value) }, branch, message, author, time)
    }

    /// The same with names of any bytes.
    @discardableResult
    public func commit(
        raw changes: [([UInt8], HostedChange)], _ branch: String = "main", _ message: String = "a change",
        _ author: String = "Ada Example <ada@example.com>", _ time: Int = 1_700_000_000
    ) async throws -> String {
        let reference = "refs/heads/\(branch)"
        let parent = try? await git("rev-parse", "--verify", "--quiet", reference)
        var stream = FastImport()
        stream.line("commit \(reference)")
        stream.line("author \(author) \(time) +0000")
        stream.line("committer \(author) \(time) +0000")
        stream.data(Array(message.utf8))
        if let parent { stream.line("from \(parent)") }
        // Deletions first: what is deleted may make room for a directory, or a file, of the same name.
        for (path, change) in changes where change.isDeletion { stream.change(path, change) }
        for (path, change) in changes where !change.isDeletion { stream.change(path, change) }
        try await git("fast-import", "--quiet", "--force", "--done", input: stream.bytes + Array("done\n".utf8))
        return try await git("rev-parse", reference)
    }
}

extension HostedRepository {
    /// Makes `main` a commit of this tree, given in the language of `git mktree`: for trees that no git would write.
    public func commit(tree listing: String) async throws {
        let tree = try await git("mktree", input: Array(listing.utf8))
        let commit = try await git("-c", "user.name=t", "-c", "user.email=t@t", "commit-tree", "-m", "m", tree)
        try await git("update-ref", "refs/heads/main", commit)
    }
}

/// Writes the language of `git fast-import`.
private struct FastImport {
    var bytes: [UInt8] = []

    mutating func line(_ text: String) { bytes += Array("\(text)\n".utf8) }

    mutating func data(_ content: [UInt8]) {
        line("data \(content.count)")
        bytes += content
        line("")
    }

    mutating func change(_ path: [UInt8], _ change: HostedChange) {
        let name = path.map { byte in
            let octal = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
        }.joined()
        switch change {
        case .delete: line("D \"\(name)\"")
        case .submodule(let commit): line("M 160000 \(commit) \"\(name)\"")
        case .symbolicLink(let target):
            line("M 120000 inline \"\(name)\"")
            data(Array(target.utf8))
        case .file(let content, let executable):
            line("M \(executable ? "100755" : "100644") inline \"\(name)\"")
            data(content)
        }
    }
}
