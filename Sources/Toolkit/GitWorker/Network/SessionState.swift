import Addresses
import CLibGit2
import Git

/// What the library's callbacks need and find out. The library's own error text says too little of why it gave up.
final class SessionState {
    let remote: GitRemote
    let limits: GitLimits
    let carrier: any Carrier
    /// The stream that the library holds; it wants the same one again where all goes over one connection.
    var openStream: UnsafeMutablePointer<git_smart_subtransport_stream>?
    private(set) var failure: GitError?

    init(remote: GitRemote, network: GitNetwork, limits: GitLimits) throws(GitError) {
        self.remote = remote
        self.limits = limits
        switch try RemoteAddress(remote.url).place {
        case .web(let address): carrier = HTTPCarrier(remote, address, limits, network)
        case .ssh(let address): carrier = SSHCarrier(remote, address, limits, network)
        }
    }

    /// Runs what the library asks for, and keeps why it failed.
    func attempt(_ body: () throws(GitError) -> Void) -> Int32 {
        do {
            try body()
            return 0
        } catch {
            failure = failure ?? error
            return GIT_EUSER.rawValue
        }
    }

    /// Called about twice for each object: a comparison, no more.
    func check(_ progress: git_indexer_progress) -> Int32 {
        guard progress.total_objects > limits.maxObjects else { return 0 }
        failure = tooManyObjects
        return GIT_EUSER.rawValue
    }

    var tooManyObjects: GitError {
        GitError(
            .tooLarge, "\(remote) sent more than \(limits.maxObjects) objects in one fetch",
            fix: "use a smaller repository for the fleet, or raise the limit")
    }
}

extension SessionState {
    /// The callbacks of the library that lead to this object. They do not keep it alive.
    func fill(_ callbacks: inout git_remote_callbacks) {
        callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
        callbacks.transport = { out, owner, payload in
            guard let session = SessionState.from(payload) else { return GIT_ERROR.rawValue }
            return SmartTransport.create(out, owner, session)
        }
        callbacks.transfer_progress = { progress, payload in
            guard let progress else { return 0 }
            return SessionState.from(payload)?.check(progress.pointee) ?? GIT_EUSER.rawValue
        }
    }

    static func from(_ payload: UnsafeMutableRawPointer?) -> SessionState? {
        payload.map { Unmanaged<SessionState>.fromOpaque($0).takeUnretainedValue() }
    }
}
