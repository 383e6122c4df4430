/// Why a git operation did not give its result. Never contains a credential or an address with one in it.
public struct GitError: Error, Sendable, Hashable {
    /// What kind of failure it is; stable, fit for a condition's reason.
    public enum Code: String, Sendable, CaseIterable {
        /// The address, reference or path is not acceptable; nothing was tried.
        case invalidRequest
        /// No connection, a broken one, or an HTTP status that says "not now".
        case unreachable
        /// The server wants a credential, or refused the one it got.
        case authentication
        /// The server's certificate is not trusted, or TLS failed.
        case tls
        /// The key of an SSH host is not known, or is another than the one that is.
        case hostKey
        /// The server may not connect to the repository's address.
        case addressRefused
        /// The server answered that there is no such repository (or hides it).
        case repositoryNotFound
        /// No branch, tag or other reference of that name.
        case referenceNotFound
        /// The commit is not in the mirror, and not reachable on the server.
        case commitNotFound
        /// The commit has no such file or directory.
        case pathNotFound
        /// Not finished by the deadline; the worker was killed.
        case timeout
        /// A limit of ``GitLimits`` was reached.
        case tooLarge
        /// The server's answer is not git, or a broken pack.
        case badAnswer
        /// The mirror on disk is damaged and could not be healed.
        case corrupt
        /// The state directory cannot be written.
        case storage
        /// Too many operations are waiting.
        case busy
        /// The calling task was cancelled.
        case cancelled
        /// The worker process could not be started, died, or broke its protocol.
        case worker
    }

    /// What kind of failure it is.
    public var code: Code
    /// What is wrong.
    public var message: String
    /// What a person can do about it.
    public var fix: String
    /// How long the git server asks us to stay away; at most a day.
    public var retryAfter: Duration?

    /// Neither text may contain a credential.
    public init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }
}

extension GitError: CustomStringConvertible {
    /// What is wrong and what to do, on one line.
    public var description: String { "\(message); \(fix)" }
}

extension GitError {
    static func address(_ message: String) -> GitError {
        GitError(
            .invalidRequest, message,
            fix:
                "write an address such as https://git.example.com/team/fleet.git or git@git.example.com:team/fleet.git; credentials belong into httpConfig or sshConfig"
        )
    }

    static let cancelled = GitError(
        .cancelled, "the git operation was cancelled", fix: "it will be tried again when needed")

    static func worker(_ message: String) -> GitError {
        GitError(
            .worker, message, fix: "nothing was changed; it is tried again, and if this repeats see the server's log")
    }
}
