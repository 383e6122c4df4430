import CLibGit2
import Git
import GitObjects

/// A connection to a git server.
final class RemoteSession {
    let state: SessionState
    private let pointer: OpaquePointer

    /// What the library takes for the address. It never sees the real one: it would choose a transport by it.
    private static let placeholder = "martlet://repository"

    /// - Parameter repository: where fetched objects go; nil to ask for references only.
    init(_ request: WorkerRequest, repository: Repository?) throws(GitError) {
        state = try SessionState(remote: request.remote, network: request.network, limits: request.limits)
        var created: OpaquePointer?
        let status =
            if let repository {
                git_remote_create_anonymous(&created, repository.pointer, Self.placeholder)
            } else {
                git_remote_create_detached(&created, Self.placeholder)
            }
        do {
            try LibGit2Error.check(status)
        } catch {
            throw state.translate(error)
        }
        guard let created else { throw GitError(.worker, "libgit2 made no remote", fix: "try again") }
        pointer = created
    }

    deinit { git_remote_free(pointer) }

    func connect() throws(GitError) {
        var options = git_remote_connect_options()
        git_remote_connect_options_init(&options, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION))
        state.fill(&options.callbacks)
        do {
            try LibGit2Error.check(git_remote_connect_ext(pointer, GIT_DIRECTION_FETCH, &options))
        } catch {
            throw state.translate(error)
        }
    }

    /// What the server advertises, in its order.
    func references() throws(GitError) -> [AdvertisedReference] {
        var list: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
        var count = 0
        do {
            try LibGit2Error.check(git_remote_ls(&list, &count, pointer))
        } catch {
            throw state.translate(error)
        }
        guard count <= Int(state.limits.maxReferences) else {
            throw GitError(
                .tooLarge, "\(state.remote) has \(count) references; the limit is \(state.limits.maxReferences)",
                fix: "remove references that are not needed, or raise the limit")
        }
        return UnsafeBufferPointer(start: list, count: count).compactMap { $0.map { AdvertisedReference($0.pointee) } }
    }

    /// Transfers what the mirror lacks of these references, or of one commit by its name.
    func download(_ sources: [String]) throws(GitError) {
        var options = git_fetch_options()
        git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION))
        state.fill(&options.callbacks)
        options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
        let wanted = StringArray(sources)
        do {
            try LibGit2Error.check(withUnsafePointer(to: wanted.array) { git_remote_download(pointer, $0, &options) })
        } catch {
            throw state.translate(error)
        }
    }
}
