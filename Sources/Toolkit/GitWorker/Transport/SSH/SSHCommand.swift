import Addresses
import Git
import Outbound

/// How the distribution's `ssh` is called: every option that could make it look elsewhere, ask somebody, run something or
/// trust somebody is settled here. Pure.
struct SSHCommand {
    static let program = "/usr/bin/ssh"

    let address: SSHAddress
    /// The address that was judged; `ssh` resolves no name.
    let door: IPAddress
    let identity: String
    let knownHosts: String
    let isLocked: Bool
    let skipsVerification: Bool
    let connectTimeout: Duration

    var arguments: [String] {
        // -F none: neither the machine's configuration nor a user's.
        ["ssh", "-F", "none", "-a", "-x", "-T"] + options.flatMap { ["-o", $0] }
            + ["-p", "\(address.port)", "-l", address.user, "--", "\(door)", Self.uploadPack(address.path)]
    }

    /// What the other side's shell is given. Single quotes take everything as it is, but themselves.
    static func uploadPack(_ path: String) -> String {
        "git-upload-pack '\(path.replacing("'", with: "'\\''"))'"
    }

    /// The name under which the host's key is looked for, as `ssh-keyscan` and `ssh` write it.
    var hostKeyName: String {
        address.port == SSHAddress.usualPort ? address.host : "[\(address.host)]:\(address.port)"
    }

    private var options: [String] {
        [
            // A prompt is answered by our own helper, and only where a passphrase is configured.
            "BatchMode=\(isLocked ? "no" : "yes")", "NumberOfPasswordPrompts=1", "LogLevel=ERROR",
            "StrictHostKeyChecking=\(skipsVerification ? "no" : "yes")",
            "UserKnownHostsFile=\(skipsVerification ? "/dev/null" : knownHosts)", "GlobalKnownHostsFile=/dev/null",
            "HostKeyAlias=\(hostKeyName)", "CheckHostIP=no", "VerifyHostKeyDNS=no", "UpdateHostKeys=no",
            "CanonicalizeHostname=no", "IdentityFile=\(identity)", "IdentitiesOnly=yes", "IdentityAgent=none",
            "AddKeysToAgent=no", "PreferredAuthentications=publickey", "PubkeyAuthentication=yes",
            "PasswordAuthentication=no", "KbdInteractiveAuthentication=no", "HostbasedAuthentication=no",
            "GSSAPIAuthentication=no", "ProxyCommand=none", "ProxyJump=none", "PermitLocalCommand=no",
            "ControlMaster=no", "ControlPath=none", "ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes",
            "Tunnel=no", "EscapeChar=none", "ConnectionAttempts=1",
            "ConnectTimeout=\(max(1, connectTimeout.components.seconds))",
        ]
    }
}
