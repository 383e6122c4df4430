import CLibGit2
import Git
import GitObjects
import Glibc

/// Says what is wrong, and what to do, in place of the library's text.
extension SessionState {
    func translate(_ error: LibGit2Error) -> GitError {
        if let refusal { return translate(refusal) }
        if error.isStorage {
            return .storage("the mirror", doing: "it cannot be written", systemError: error.systemError)
        }
        if error.message.hasPrefix("cannot redirect") || error.message == "unexpected redirect" { return redirected }
        if let status = Self.httpStatus(in: error.message) { return translate(httpStatus: status) }
        switch (error.status, error.kind) {
        case (GIT_EAUTH.rawValue, _):
            return translate(remote.credential == nil ? .credentialMissing : .credentialRefused)
        case (GIT_ECERTIFICATE.rawValue, _):
            return translate(.certificate)
        case (_, GIT_ERROR_SSL.rawValue):
            return GitError(
                .tls, "the TLS connection to \(remote) failed: \(clean(error.message))",
                fix: "check that the server speaks TLS 1.2 on this port and that its certificate is in order")
        case (_, GIT_ERROR_NOMEMORY.rawValue):
            return GitError(
                .tooLarge, "reading \(remote) needs more memory than a git worker may have",
                fix: "raise the memory limit of git workers, or take large files out of the repository")
        case (_, GIT_ERROR_ODB.rawValue), (_, GIT_ERROR_OBJECT.rawValue), (_, GIT_ERROR_REFERENCE.rawValue),
            (_, GIT_ERROR_REPOSITORY.rawValue), (_, GIT_ERROR_CONFIG.rawValue):
            return .damage(error)
        case (_, GIT_ERROR_INDEXER.rawValue), (_, GIT_ERROR_ZLIB.rawValue), (_, GIT_ERROR_SHA.rawValue):
            return brokenPack(error)
        default:
            return GitError(
                .unreachable, "\(remote) cannot be read: \(clean(error.message))",
                fix: "check the address, the name resolution and that the git server answers")
        }
    }

    private func brokenPack(_ error: LibGit2Error) -> GitError {
        // The library counts them before the first progress is told.
        if error.message == "too many objects" { return translate(.objects) }
        return GitError(
            .badAnswer, "\(remote) sent a broken pack: \(clean(error.message))",
            fix: "it is fetched again; if this repeats, run 'git fsck' on the server and check proxies in between")
    }

    func translate(_ refusal: Refusal) -> GitError {
        switch refusal {
        case .credentialMissing:
            GitError(
                .authentication, "\(remote) asks for a credential and none is configured",
                fix: "put username and password, or a token, into the repository's httpConfig; or check the address")
        case .credentialRefused:
            GitError(
                .authentication, "\(remote) refused the configured credential",
                fix: "check that it is not expired or revoked and that it may read this repository")
        case .certificate:
            GitError(
                .tls, "the certificate of \(remote) is not trusted: unknown issuer, another host's name, or expired",
                fix: "put the issuer's certificate into ca.crt of the repository's httpConfig")
        case .bytes:
            GitError(
                .tooLarge, "\(remote) sent more than \(limits.maxTransferBytes) bytes in one fetch",
                fix: "take large files out of the repository's history, or raise the limit")
        case .objects:
            GitError(
                .tooLarge, "\(remote) sent more than \(limits.maxObjects) objects in one fetch",
                fix: "use a smaller repository for the fleet, or raise the limit")
        }
    }

    private var redirected: GitError {
        GitError(
            .unreachable, "\(remote) redirects to another host, or away from HTTPS, which is not followed",
            fix: "write the final address into the repository's url, if that host is to have the credential")
    }

    private func translate(httpStatus status: Int) -> GitError {
        switch status {
        case 401: translate(remote.credential == nil ? .credentialMissing : .credentialRefused)
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
        default:
            GitError(
                .unreachable, "\(remote) answered with HTTP status \(status)", fix: "check the git server and its log")
        }
    }

    /// The library tells statuses in its text only.
    private static func httpStatus(in message: String) -> Int? {
        guard let label = message.firstRange(of: "http status code: ") else { return nil }
        return Int(message[label.upperBound...].prefix { $0.isNumber })
    }

    /// Text of the library, which may quote the server, made fit to be shown: one short line without our secrets.
    private func clean(_ message: String) -> String {
        var text = message
        for secret in remote.credential?.secretForms ?? [] where !secret.isEmpty {
            text = text.replacing(secret, with: "*****")
        }
        let line = String.UnicodeScalarView(
            text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        return String(String(line).prefix(200))
    }
}
