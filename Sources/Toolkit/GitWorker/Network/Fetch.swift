import CLibGit2
import Git
import GitObjects

/// Brings commits into a mirror.
struct Fetch {
    let mirror: Mirror
    let request: WorkerRequest

    /// Only what is missing is transferred; when the commit is there, the server is not asked.
    func run(reference: String, commit: ObjectID) throws(GitError) -> GitCommit {
        let lock = try MirrorLock(mirror: mirror.path, .write, .exclusive)
        defer { lock.release() }
        let repository = try mirror.openForWriting()
        if let detail = try repository.mirrored(commit) { return detail }
        if mirror.packCount >= request.limits.maxPacks { return try cloneAfresh(reference: reference, commit: commit) }
        let session = try RemoteSession(request, repository: repository)
        try session.connect()
        let advertised = try session.references()
        if let reference = advertised.named(reference) { try download([reference], in: session, to: repository) }
        return try complete(commit, asked: reference, session, advertised, repository)
    }

    /// Replaces the mirror by a new clone of what it held, and of the reference if one is asked for.
    func rebuild(reference: String?, commit: ObjectID) throws(GitError) -> GitCommit {
        let lock = try MirrorLock(mirror: mirror.path, .write, .exclusive)
        defer { lock.release() }
        return try cloneAfresh(reference: reference, commit: commit)
    }

    private func cloneAfresh(reference: String?, commit: ObjectID) throws(GitError) -> GitCommit {
        let known = (try? mirror.open())??.storedReferences ?? []
        let repository = try mirror.createFresh()
        let session = try RemoteSession(request, repository: repository)
        try session.connect()
        let advertised = try session.references()
        var wanted = advertised.filter { known.contains($0.name) }
        if let reference, let named = advertised.named(reference), !known.contains(named.name) { wanted.append(named) }
        try download(wanted, in: session, to: repository)
        let detail = try complete(commit, asked: reference, session, advertised, repository)
        try mirror.replaceWithFresh()
        return detail
    }

    /// The commit that was asked for, which need not be the tip of its reference any more, or of any.
    private func complete(
        _ commit: ObjectID, asked reference: String?, _ session: RemoteSession, _ advertised: [AdvertisedReference],
        _ repository: Repository
    ) throws(GitError) -> GitCommit {
        if let detail = try repository.mirrored(commit) { return detail }
        // Most hosts give any reachable commit by its name; the others only what their references hold.
        if (try? session.download([commit.hex])) != nil, let detail = try repository.mirrored(commit) {
            try repository.store("commit/\(commit.hex)", commit.libgit2)
            return detail
        }
        if let failure = session.state.failure, failure.code == .tooLarge { throw failure }
        // A host that does not give it may have hung up over the question.
        let another = try RemoteSession(request, repository: repository)
        try another.connect()
        try download(advertised.branchesAndTags, in: another, to: repository)
        if let detail = try repository.mirrored(commit) { return detail }
        throw GitError(
            .commitNotFound,
            "\(request.remote) has no commit \(commit.hex)\(reference.map { " reachable from '\($0)' or any other branch or tag" } ?? "")",
            fix: "the branch may have been rewritten; it is looked up again, and a pinned commit must be pushed")
    }

    private func download(
        _ references: [AdvertisedReference], in session: RemoteSession, to repository: Repository
    ) throws(GitError) {
        guard !references.isEmpty else { return }
        try session.download(references.map(\.name))
        for reference in references { try repository.store(reference.name, reference.id) }
    }
}
