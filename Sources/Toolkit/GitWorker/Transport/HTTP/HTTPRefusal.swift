import AsyncHTTPClient
import Git
import NIOHTTP1
import Outbound

/// What a status means that is no answer.
enum HTTPRefusal {
    static func error(_ head: HTTPResponseHead, _ remote: GitRemote) -> GitError {
        var error = error(Int(head.status.code), remote)
        error.retryAfter = head.headers.first(name: "retry-after").flatMap { RetryAfter.duration($0) }
        return error
    }

    private static func error(_ status: Int, _ remote: GitRemote) -> GitError {
        switch status {
        case 401: remote.credential == nil ? .credentialMissing(remote) : .credentialRefused(remote)
        case 403:
            GitError(
                .authentication, "\(remote) does not let this credential read the repository (403)",
                fix: "give the credential read access to the repository")
        case 404, 410:
            GitError(
                .repositoryNotFound, "there is no repository at \(remote) (\(status))",
                fix: "check the address; many git hosts also answer so when the credential may not read the repository")
        case 429:
            GitError(
                .unreachable, "\(remote) limits the rate of requests (429)",
                fix: "it is tried again later; poll less often")
        case 300..<400:
            GitError(
                .unreachable, "\(remote) redirects (\(status)) where that is not followed",
                fix: "write the final address into the repository's url")
        default:
            GitError(
                .unreachable, "\(remote) answered with HTTP status \(status)", fix: "check the git server and its log")
        }
    }
}

extension GitError {
    static func credentialMissing(_ remote: GitRemote) -> GitError {
        GitError(
            .authentication, "\(remote) asks for a credential and none is configured",
            fix: "put username and password, or a token, into the repository's httpConfig; or check the address")
    }

    static func credentialRefused(_ remote: GitRemote) -> GitError {
        GitError(
            .authentication, "\(remote) refused the configured credential",
            fix: "check that it is not expired or revoked and that it may read this repository")
    }

    /// An answer that broke off.
    static func interrupted(_ error: any Error, _ remote: GitRemote) -> GitError {
        if let error = error as? HTTPClientError, error == .readTimeout {
            return GitError(
                .timeout, "\(remote) stopped sending in the middle", fix: "check the git server; it is tried again")
        }
        return brokenOff(remote)
    }

    static func brokenOff(_ remote: GitRemote) -> GitError {
        GitError(.unreachable, "\(remote) broke the connection off", fix: "check the git server; it is tried again")
    }

    /// What went wrong on the way to a server.
    static func outbound(_ error: OutboundError, _ remote: GitRemote) -> GitError {
        let code: Code =
            switch error.code {
            case .invalidRequest: .invalidRequest
            case .addressRefused: .addressRefused
            case .nameNotFound, .unreachable, .redirected, .proxy: .unreachable
            case .tls: .tls
            case .timeout: .timeout
            case .tooLarge: .tooLarge
            case .badAnswer: .badAnswer
            case .busy: .busy
            case .cancelled: .cancelled
            }
        return GitError(code, "\(remote) cannot be read: \(error.message)", fix: error.fix)
    }
}
