import Addresses
import Git

/// What `ssh` and the server's git complain of, told so that a person can act on it.
enum SSHRefusal {
    /// Whether no connection came about, so that another address of the host may be tried.
    static func isOfConnecting(_ complaint: String) -> Bool {
        ["Connection refused", "Connection timed out", "No route to host", "Network is unreachable"]
            .contains { complaint.contains("connect to host") && complaint.contains($0) }
    }

    /// Whether our key was not enough, which may be its own fault.
    static func isOfKey(_ complaint: String) -> Bool { complaint.contains("Permission denied (") }

    static func error(_ complaint: String, _ address: SSHAddress, _ remote: GitRemote) -> GitError {
        let host = address.port == SSHAddress.usualPort ? address.host : "[\(address.host)]:\(address.port)"
        if complaint.contains("HOST IDENTIFICATION HAS CHANGED") || complaint.contains("differs from the key") {
            return GitError(
                .hostKey, "\(host) shows another SSH host key than the one that is known, perhaps an impostor's",
                fix: "ask who runs the host for its key; put it into knownHosts if it was changed on purpose")
        }
        if complaint.contains("host key is known for") || complaint.contains("Host key verification failed") {
            return GitError(
                .hostKey, "the SSH host key of \(host) is not known",
                fix:
                    "put the line of the host's key for '\(host)' into knownHosts of sshConfig, or into the server's --known-hosts file; 'ssh-keyscan' prints it, to be compared with what the host's owner says"
            )
        }
        if isOfKey(complaint) {
            return GitError(
                .authentication, "\(remote) refused the SSH key for the user '\(address.user)'",
                fix: "add the public key to the git host and let it read this repository")
        }
        if isOfConnecting(complaint) {
            return GitError(
                .unreachable, "\(remote) cannot be connected to: \(remote.clean(complaint))",
                fix: "check the address and port, that the server runs, and firewalls in between")
        }
        return answered(complaint, remote)
    }

    private static func answered(_ complaint: String, _ remote: GitRemote) -> GitError {
        let text = complaint.lowercased()
        let isMissing = ["not found", "does not exist", "does not appear to be a git repository", "no such"]
            .contains { text.contains($0) }
        if isMissing {
            return GitError(
                .repositoryNotFound, "there is no repository at \(remote)",
                fix: "check the address; many git hosts also answer so when the key may not read the repository")
        }
        if text.contains("unable to negotiate") {
            return GitError(
                .unreachable, "\(remote) and this server's ssh have no algorithm in common: \(remote.clean(complaint))",
                fix: "update the SSH server")
        }
        let words = remote.clean(complaint)
        return GitError(
            .unreachable, "\(remote) broke the SSH connection off\(words.isEmpty ? "" : ": \(words)")",
            fix: "check the git server and its log; it is tried again")
    }
}
