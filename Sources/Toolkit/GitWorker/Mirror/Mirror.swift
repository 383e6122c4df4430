import CLibGit2
import Git
import GitObjects
import Glibc

/// The place of one mirror on disk: a bare repository, two lock files beside it, and a fresh clone while one is made.
struct Mirror {
    let path: String
    private var fresh: String { "\(path).new" }
    private var old: String { "\(path).old" }

    init(of remote: GitRemote, below directory: String) throws(GitError) {
        let reason = Directory.make(directory)
        guard reason == 0 else { throw .storage(directory, doing: "it cannot be made", systemError: reason) }
        path = "\(directory)/\(try MirrorKey(directory: directory).name(of: remote))"
    }

    /// Nil when nothing was fetched yet.
    func open() throws(GitError) -> Repository? {
        Directory.exists(path) ? try Repository.openMirror(path) : nil
    }

    /// Under the write lock: removes what killed workers left, and makes an empty mirror if there is none.
    func openForWriting() throws(GitError) -> Repository {
        Directory.remove(fresh)
        Directory.remove(old)
        if !Directory.exists(path) {
            try Repository.create(at: fresh)
            try move(fresh, to: path)
        }
        removeUnfinishedPacks()
        return try Repository.openMirror(path)
    }

    /// Under the write lock: an empty repository that ``replaceWithFresh()`` puts into the mirror's place.
    func createFresh() throws(GitError) -> Repository {
        Directory.remove(fresh)
        try Repository.create(at: fresh)
        return try Repository.openMirror(fresh)
    }

    /// Under the write lock. A crash in the middle leaves no mirror at all, and the next fetch clones it.
    func replaceWithFresh() throws(GitError) {
        let lock = try MirrorLock(mirror: path, .use, .exclusive)
        defer { lock.release() }
        Directory.remove(old)
        if Directory.exists(path) { try move(path, to: old) }
        try move(fresh, to: path)
        Directory.remove(old)
    }

    var packCount: Int { Directory.names(in: packs).count { $0.hasSuffix(".pack") } }

    private var packs: String { "\(path)/objects/pack" }

    private func removeUnfinishedPacks() {
        for name in Directory.names(in: packs) where !name.hasPrefix("pack-") || name.hasSuffix(".lock") {
            unlink("\(packs)/\(name)")
        }
    }

    private func move(_ source: String, to target: String) throws(GitError) {
        guard rename(source, target) == 0 else {
            throw .storage(target, doing: "it cannot be moved", systemError: errno)
        }
    }
}
