import CLibGit2
import Git

/// Walks two trees side by side and sends what differs. Without an old one everything differs: listing and comparing
/// are one walk. Equal subtrees are skipped by their names, so that the cost follows the change.
final class TreeComparison {
    /// Deeper trees and longer paths are not made by people; a few kilobytes of objects can describe endless ones.
    private static let maxDepth = 128
    private static let maxPathBytes = 4096

    private let repository: Repository
    private let query: WorkerRequest.FileQuery
    private let limits: GitLimits
    private let output: AnswerOutput
    private var entries: UInt32 = 0
    private var files: UInt32 = 0
    private var totalBytes: UInt64 = 0

    init(_ repository: Repository, _ query: WorkerRequest.FileQuery, _ limits: GitLimits, _ output: AnswerOutput) {
        self.repository = repository
        self.query = query
        self.limits = limits
        self.output = output
    }

    func compare(_ old: TreeEntry?, _ new: TreeEntry?, path: String, depth: Int) throws(GitError) {
        if let old, let new, old.isSame(as: new) { return }
        try count(path, depth)
        let (oldTree, newTree) = (old.flatMap { $0.isTree ? $0 : nil }, new.flatMap { $0.isTree ? $0 : nil })
        if oldTree != nil || newTree != nil { try compareTrees(oldTree, newTree, path: path, depth: depth) }
        let isGone = try !sendFile(new, path)
        if isGone, let old, concerns(old, path) { output.send(.deleted(path)) }
    }

    private func count(_ path: String, _ depth: Int) throws(GitError) {
        entries += 1
        guard entries <= limits.maxEntries else { throw tooLarge("more than \(limits.maxEntries) entries") }
        guard depth <= Self.maxDepth, path.utf8.count <= Self.maxPathBytes else {
            throw tooLarge("directories deeper than \(Self.maxDepth) or paths longer than \(Self.maxPathBytes) bytes")
        }
    }

    private func tooLarge(_ what: String) -> GitError {
        GitError(
            .tooLarge, "'/\(query.path)' in commit \(query.commit.hex) has \(what)",
            fix: "point the path at a smaller directory, or raise the limit")
    }
}

extension TreeComparison {
    private func compareTrees(_ old: TreeEntry?, _ new: TreeEntry?, path: String, depth: Int) throws(GitError) {
        try withTree(old) { (oldTree) throws(GitError) in
            try withTree(new) { (newTree) throws(GitError) in
                try forEachEntry(of: newTree, path, reportSkipped: true) { (name, entry, child) throws(GitError) in
                    let before = oldTree.flatMap { TreeEntry(git_tree_entry_byname($0, name)) }
                    try compare(before, entry, path: child, depth: depth + 1)
                }
                try forEachEntry(of: oldTree, path, reportSkipped: false) { (name, entry, child) throws(GitError) in
                    let remains = newTree.map { git_tree_entry_byname($0, name) != nil } ?? false
                    if !remains { try compare(entry, nil, path: child, depth: depth + 1) }
                }
            }
        }
    }

    private func withTree(
        _ entry: TreeEntry?, _ body: (OpaquePointer?) throws(GitError) -> Void
    ) throws(GitError) {
        guard let entry else { return try body(nil) }
        try repository.withTree(entry.id) { (tree) throws(GitError) in try body(tree) }
    }

    private func forEachEntry(
        of tree: OpaquePointer?, _ path: String, reportSkipped: Bool,
        _ body: (UnsafePointer<CChar>, TreeEntry, String) throws(GitError) -> Void
    ) throws(GitError) {
        guard let tree else { return }
        for index in 0..<git_tree_entrycount(tree) {
            let raw = git_tree_entry_byindex(tree, index)
            guard let name = git_tree_entry_name(raw), let entry = TreeEntry(raw) else { throw .damage(nil) }
            switch EntryName.check(name) {
            case .success(let text): try body(name, entry, path.isEmpty ? text : "\(path)/\(text)")
            case .failure(let unusable): if reportSkipped { try skip(unusable, in: path) }
            }
        }
    }

    private func skip(_ unusable: EntryName.Unusable, in path: String) throws(GitError) {
        try count(path, 0)
        let place = path.isEmpty ? unusable.printable : "\(path)/\(unusable.printable)"
        output.send(.skipped(SkippedEntry(path: place, reason: unusable.reason)))
    }
}

extension TreeComparison {
    /// Links and submodules always count: each may stand for a directory of files.
    private func concerns(_ entry: TreeEntry, _ path: String) -> Bool {
        guard entry.isFile, path != query.path, let suffixes = query.suffixes else { return !entry.isTree }
        return suffixes.contains {
            path.utf8.count >= $0.utf8.count && path.utf8.suffix($0.utf8.count).elementsEqual($0.utf8)
        }
    }

    /// Whether there is such a file now.
    private func sendFile(_ entry: TreeEntry?, _ path: String) throws(GitError) -> Bool {
        guard let entry, concerns(entry, path) else { return false }
        files += 1
        guard files <= limits.maxFiles else { throw tooLarge("more than \(limits.maxFiles) files") }
        guard let blob = ObjectID(entry.id) else { throw .damage(nil) }
        let size = entry.isSubmodule ? 0 : try self.size(of: entry)
        var file = TreeFile(path: path, blob: blob, mode: entry.mode, size: size, content: nil)
        if entry.isFile && size <= query.maxFileBytes {
            totalBytes += size
            guard totalBytes <= limits.maxTotalBytes else { throw tooLarge("more than \(limits.maxTotalBytes) bytes") }
            file.content = try content(of: entry)
        }
        output.send(.file(file))
        return true
    }

    private func size(of entry: TreeEntry) throws(GitError) -> UInt64 {
        var (size, kind, id) = (0, GIT_OBJECT_ANY, entry.id)
        do {
            try LibGit2Error.check(git_odb_read_header(&size, &kind, repository.objects, &id))
        } catch {
            throw .damage(error)
        }
        return UInt64(size)
    }

    private func content(of entry: TreeEntry) throws(GitError) -> [UInt8] {
        var object: OpaquePointer?
        defer { git_odb_object_free(object) }
        var id = entry.id
        do {
            try LibGit2Error.check(git_odb_read(&object, repository.objects, &id))
        } catch {
            throw .damage(error)
        }
        guard git_odb_object_type(object) == GIT_OBJECT_BLOB else { throw .damage(nil) }
        return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
    }
}
