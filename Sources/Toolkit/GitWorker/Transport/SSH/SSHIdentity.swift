import Git
import Glibc
import Secrets

/// A private key and its passphrase where `ssh` finds them, for as long as this object lives.
final class SSHIdentity {
    private let key: MemoryFile
    private let passphrase: MemoryFile?
    private let helper: MemoryFile?

    init(_ key: Secret, passphrase: Secret?) throws(GitError) {
        // Keys that came through a text field have often lost their last line break, without which they are not read.
        let bytes = key.reveal()
        self.key = try MemoryFile(bytes.last == 0x0A ? bytes : bytes + [0x0A])
        guard let passphrase, !passphrase.isEmpty else {
            (self.passphrase, helper) = (nil, nil)
            return
        }
        let phrase = try MemoryFile(passphrase.reveal() + [0x0A])
        self.passphrase = phrase
        helper = try MemoryFile(Array("#!/bin/sh\nexec cat \(phrase.path)\n".utf8), mode: 0o700)
    }

    /// The file of the key.
    var path: String { key.path }

    /// Whether there is a passphrase to ask for.
    var isLocked: Bool { passphrase != nil }

    /// The whole environment of programs that use the key: how they get the passphrase, and nothing else.
    var environment: [String] {
        guard let helper else { return ["SSH_ASKPASS_REQUIRE=never"] }
        return ["SSH_ASKPASS=\(helper.path)", "SSH_ASKPASS_REQUIRE=force", "PATH=/usr/bin:/bin"]
    }

    /// Why the key cannot be used, as far as it can be told without a server; nil when it can.
    func flaw(_ remote: GitRemote) throws(GitError) -> GitError? {
        let child = try ChildProcess(
            "/usr/bin/ssh-keygen", ["ssh-keygen", "-y", "-f", path], environment: environment, remote)
        defer { child.end() }
        // Without a helper it would ask there for the passphrase.
        child.endInput()
        while try child.read(4096, within: .seconds(10)).count > 0 {}
        guard child.wait() != 0 else { return nil }
        if child.complaint.contains("passphrase") || child.complaint.contains("read_passphrase") {
            return GitError(
                .authentication,
                isLocked
                    ? "the passphrase does not open the SSH key for \(remote)"
                    : "the SSH key for \(remote) is locked with a passphrase and none is configured",
                fix: "put the key's passphrase into privateKeyPassphrase of sshConfig")
        }
        return GitError(
            .authentication, "the SSH key for \(remote) is not readable as a private key",
            fix: "put a private key in OpenSSH or PEM form into sshPrivateKey of sshConfig")
    }
}
