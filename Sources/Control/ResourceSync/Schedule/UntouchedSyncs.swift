import Git
import Logging
import Resources
import Store

/// The paths that differ between two commits. Pure.
struct ChangedPaths {
    private let changed: Set<Substring>
    /// The changed paths with everything above them.
    private let above: Set<Substring>

    init(_ delta: TreeDelta) {
        let paths = delta.files.map(\.path) + delta.deleted + delta.skipped.map(\.path)
        changed = Set(paths.map { $0[...] })
        above = Set(paths.flatMap(Self.prefixes))
    }

    /// Whether anything at the path, below it, or in the place of a directory above it differs. The empty path is the
    /// whole repository.
    func touches(_ path: String) -> Bool {
        guard !path.isEmpty else { return !changed.isEmpty }
        return above.contains(path[...]) || Self.prefixes(path).contains { changed.contains($0) }
    }

    /// `a/b/c` gives `a`, `a/b` and `a/b/c`.
    private static func prefixes(_ path: String) -> [Substring] {
        path.indices.filter { path[$0] == "/" }.map { path[..<$0] } + [path[...]]
    }
}

/// Finds the syncs below whose path a new commit changes nothing. They are moved to it by one statement, without a pass:
/// with a thousand syncs on one repository, a commit costs what it changes (P5).
struct UntouchedSyncs {
    let engine: SyncEngine
    /// For how many different commits in force the new one is compared; the others take their passes.
    private static let mostBases = 4

    /// The syncs to move, by the commit that they are moved from. What cannot be told is left to the passes, which say
    /// what is wrong.
    func among(_ passes: [SyncPass], _ remote: GitRemote, _ revision: String, _ head: ObjectID) async -> [SyncAdvance] {
        let groups = Dictionary(grouping: passes.filter { $0.mayAdvance(to: head, at: remote) }) {
            $0.sync.appliedOID ?? ""
        }
        var advances: [SyncAdvance] = []
        // A single sync is served by its own pass as well.
        for (base, group) in groups.filter({ $0.value.count > 1 }).sorted(by: { $0.value.count > $1.value.count })
            .prefix(Self.mostBases)
        {
            guard let changed = await changes(remote, revision, base, head) else { continue }
            let untouched = group.filter { !changed.touches(SyncSource.path($0.spec)) }
            advances.append(SyncAdvance(base: base, head: head.hex, syncs: untouched.map(\.sync.reference.id)))
        }
        return advances
    }

    private func changes(
        _ remote: GitRemote, _ revision: String, _ base: String, _ head: ObjectID
    ) async -> ChangedPaths? {
        do throws(GitError) {
            _ = try await engine.mirrors.fetch(remote, reference: revision, commit: head)
            let delta = try await engine.mirrors.files(
                remote, commit: head, path: "", since: ObjectID(hex: base), maxFileBytes: 0)
            return delta.isComplete ? nil : ChangedPaths(delta)
        } catch {
            engine.logger.debug("commits cannot be compared", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

extension SyncPass {
    /// Whether the sync only waits for a commit, and would apply it without asking anything of the commit itself.
    func mayAdvance(to head: ObjectID, at remote: GitRemote) -> Bool {
        sync.pin == nil && sync.suspension == nil && sync.appliedOID != nil && sync.appliedOID != head.hex
            && spec.verify == nil && spec.protected != true && isSettled(at: remote)
    }
}
