import CLibGit2
import Git

/// What a walk tells of a tree, in the order of the names.
package enum TreeStep {
    /// A file, link or submodule that is there (in a comparison: and was not, or not so), with its size in bytes.
    case found(TreeEntry, path: String, size: UInt64)
    /// A path that the old tree had.
    case deleted(String)
    /// An entry whose name cannot be used.
    case skipped(SkippedEntry)
}

/// Why a walk ended early.
package enum TreeWalkError: Error {
    /// An object cannot be read.
    case unreadable(LibGit2Error)
    /// More than the limits allow; the text says more of what.
    case tooLarge(String)
}

/// How much a walk may look at, and what concerns it.
package struct TreeScope {
    /// Normalised: no leading or trailing slash; empty for the root.
    package var path: String
    /// Only files with one of these endings, in any letter case; nil for all. Links and submodules always count.
    package var suffixes: [String]?
    /// Tree entries, whether they match or not.
    package var maxEntries: UInt32
    /// Files that match.
    package var maxFiles: UInt32

    package init(path: String, suffixes: [String]?, maxEntries: UInt32, maxFiles: UInt32) {
        self.path = path
        self.suffixes = suffixes
        self.maxEntries = maxEntries
        self.maxFiles = maxFiles
    }
}

/// Walks two trees side by side and tells what differs. Without an old one everything differs: listing and comparing
/// are one walk. Equal subtrees are skipped by their names, so that the cost follows the change.
package final class TreeWalk<Failure: Error> {
    /// Deeper trees and longer paths are not made by people; a few kilobytes of objects can describe endless ones.
    private let maxDepth = 128
    private let maxPathBytes = 4096

    private let repository: Repository
    private let scope: TreeScope
    private let failing: (TreeWalkError) -> Failure
    private let visit: (TreeStep) throws(Failure) -> Void
    private var entries: UInt32 = 0
    private var files: UInt32 = 0

    /// - Parameters:
    ///   - failing: Makes the caller's error of this walk's.
    ///   - visit: Takes what is found.
    package init(
        _ repository: Repository, _ scope: TreeScope, failing: @escaping (TreeWalkError) -> Failure,
        visit: @escaping (TreeStep) throws(Failure) -> Void
    ) {
        self.repository = repository
        self.scope = scope
        self.failing = failing
        self.visit = visit
    }

    /// Compares what stands at the scope's path.
    package func compare(_ old: TreeEntry?, _ new: TreeEntry?) throws(Failure) {
        try compare(old, new, path: scope.path, depth: 0)
    }

    private func compare(_ old: TreeEntry?, _ new: TreeEntry?, path: String, depth: Int) throws(Failure) {
        if let old, let new, old.isSame(as: new) { return }
        try count(path, depth)
        let (oldTree, newTree) = (old.flatMap { $0.isTree ? $0 : nil }, new.flatMap { $0.isTree ? $0 : nil })
        if oldTree != nil || newTree != nil { try compareTrees(oldTree, newTree, path: path, depth: depth) }
        let isGone = try !tell(new, path)
        if isGone, let old, concerns(old, path) { try visit(.deleted(path)) }
    }

    private func count(_ path: String, _ depth: Int) throws(Failure) {
        entries += 1
        guard entries <= scope.maxEntries else { throw failing(.tooLarge("\(scope.maxEntries) entries")) }
        guard depth <= maxDepth else { throw failing(.tooLarge("\(maxDepth) directories below each other")) }
        guard path.utf8.count <= maxPathBytes else { throw failing(.tooLarge("\(maxPathBytes) bytes in a path")) }
    }
}

extension TreeWalk {
    private func compareTrees(_ old: TreeEntry?, _ new: TreeEntry?, path: String, depth: Int) throws(Failure) {
        let (oldTree, newTree) = (try open(old), try open(new))
        defer {
            git_tree_free(oldTree)
            git_tree_free(newTree)
        }
        try forEachEntry(of: newTree, path, reportSkipped: true) { (name, entry, child) throws(Failure) in
            let before = oldTree.flatMap { TreeEntry(git_tree_entry_byname($0, name)) }
            try compare(before, entry, path: child, depth: depth + 1)
        }
        try forEachEntry(of: oldTree, path, reportSkipped: false) { (name, entry, child) throws(Failure) in
            let remains = newTree.map { git_tree_entry_byname($0, name) != nil } ?? false
            if !remains { try compare(entry, nil, path: child, depth: depth + 1) }
        }
    }

    private func open(_ entry: TreeEntry?) throws(Failure) -> OpaquePointer? {
        guard let entry else { return nil }
        return try reading { () throws(LibGit2Error) in try repository.openTree(entry.id) }
    }

    private func forEachEntry(
        of tree: OpaquePointer?, _ path: String, reportSkipped: Bool,
        _ body: (UnsafePointer<CChar>, TreeEntry, String) throws(Failure) -> Void
    ) throws(Failure) {
        guard let tree else { return }
        for index in 0..<git_tree_entrycount(tree) {
            let raw = git_tree_entry_byindex(tree, index)
            guard let name = git_tree_entry_name(raw), let entry = TreeEntry(raw) else {
                throw failing(.unreadable(.nothing))
            }
            switch EntryName.check(name) {
            case .success(let text): try body(name, entry, path.isEmpty ? text : "\(path)/\(text)")
            case .failure(let unusable): if reportSkipped { try skip(unusable, in: path) }
            }
        }
    }

    private func skip(_ unusable: EntryName.Unusable, in path: String) throws(Failure) {
        try count(path, 0)
        let place = path.isEmpty ? unusable.printable : "\(path)/\(unusable.printable)"
        try visit(.skipped(SkippedEntry(path: place, reason: unusable.reason)))
    }

    private func reading<T>(_ body: () throws(LibGit2Error) -> T) throws(Failure) -> T {
        do {
            return try body()
        } catch {
            throw failing(.unreadable(error))
        }
    }
}

extension TreeWalk {
    /// Links and submodules always count: each may stand for a directory of files.
    private func concerns(_ entry: TreeEntry, _ path: String) -> Bool {
        guard entry.isFile, path != scope.path, let suffixes = scope.suffixes else { return !entry.isTree }
        return suffixes.contains { suffix in
            path.utf8.count >= suffix.utf8.count
                && path.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) { $0.lowercase == $1.lowercase }
        }
    }

    /// Whether there is such a file now.
    private func tell(_ entry: TreeEntry?, _ path: String) throws(Failure) -> Bool {
        guard let entry, concerns(entry, path) else { return false }
        files += 1
        guard files <= scope.maxFiles else { throw failing(.tooLarge("\(scope.maxFiles) files")) }
        let size =
            entry.isSubmodule ? 0 : try reading { () throws(LibGit2Error) in try repository.size(of: entry) }
        try visit(.found(entry, path: path, size: size))
        return true
    }
}

extension UInt8 {
    /// The small letter of an ASCII letter; anything else is itself.
    fileprivate var lowercase: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
