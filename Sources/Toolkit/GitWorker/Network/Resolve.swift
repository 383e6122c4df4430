import Git

/// Asks a server what a reference points to, without a mirror and without transferring objects.
enum Resolve {
    static func run(_ request: WorkerRequest, reference: String) throws(GitError) -> ObjectID {
        let remote = request.remote
        let session = try RemoteSession(request, repository: nil)
        try session.connect()
        let advertised = try session.references()
        guard !advertised.isEmpty else {
            throw GitError(.referenceNotFound, "\(remote) is empty", fix: "push a commit to '\(reference)'")
        }
        guard let match = advertised.named(reference), let commit = advertised.commit(of: match) else {
            throw GitError(
                .referenceNotFound, "\(remote) has no branch or tag '\(reference)'",
                fix: "check targetRevision; a commit is written with all of its 40 digits")
        }
        return commit
    }
}
