import CLibGit2
import Git

/// What the library's callbacks need and find out. The library's own error text says too little of why it gave up.
final class SessionState {
    enum Refusal { case credentialMissing, credentialRefused, certificate, bytes, objects }

    let remote: GitRemote
    let limits: GitLimits
    private var credentialWasGiven = false
    private(set) var refusal: Refusal?

    init(remote: GitRemote, limits: GitLimits) {
        self.remote = remote
        self.limits = limits
    }

    /// The library asks again after each refusal, up to 15 times. One answer is enough: more would lock accounts.
    func answer(_ credential: UnsafeMutablePointer<UnsafeMutablePointer<git_credential>?>?, allowed: UInt32) -> Int32 {
        guard case .password(let username, let password) = remote.credential else {
            // A token goes with every request as a header: being asked means that it was refused.
            refusal = remote.credential == nil ? .credentialMissing : .credentialRefused
            return GIT_EAUTH.rawValue
        }
        guard !credentialWasGiven, allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0 else {
            refusal = .credentialRefused
            return GIT_EAUTH.rawValue
        }
        credentialWasGiven = true
        return git_credential_userpass_plaintext_new(credential, username, password)
    }

    /// Zero accepts the certificate, whatever the library found wrong with it.
    func judge(certificateIsValid: Bool) -> Int32 {
        if certificateIsValid || remote.skipServerVerification { return 0 }
        refusal = .certificate
        return GIT_ECERTIFICATE.rawValue
    }

    /// Called about twice for each object: two comparisons, no more.
    func check(_ progress: git_indexer_progress) -> Int32 {
        if UInt64(progress.received_bytes) > limits.maxTransferBytes { refusal = .bytes }
        if progress.total_objects > limits.maxObjects { refusal = .objects }
        return refusal == nil ? 0 : GIT_EUSER.rawValue
    }
}

extension SessionState {
    /// The callbacks of the library that lead to this object. They do not keep it alive.
    func fill(_ callbacks: inout git_remote_callbacks) {
        callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
        callbacks.credentials = { credential, _, _, allowed, payload in
            SessionState.from(payload)?.answer(credential, allowed: allowed) ?? GIT_EAUTH.rawValue
        }
        callbacks.certificate_check = { _, valid, _, payload in
            SessionState.from(payload)?.judge(certificateIsValid: valid == 1) ?? GIT_ECERTIFICATE.rawValue
        }
        callbacks.transfer_progress = { progress, payload in
            guard let progress else { return 0 }
            return SessionState.from(payload)?.check(progress.pointee) ?? GIT_EUSER.rawValue
        }
    }

    private static func from(_ payload: UnsafeMutableRawPointer?) -> SessionState? {
        payload.map { Unmanaged<SessionState>.fromOpaque($0).takeUnretainedValue() }
    }
}
