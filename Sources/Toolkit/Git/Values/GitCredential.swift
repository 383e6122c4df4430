public import Secrets

/// What proves to a git server who asks. It never prints: not by description, not by reflection.
public enum GitCredential: Sendable, Hashable {
    /// HTTP basic authentication; `password` may be an access token of the git host.
    case password(username: String, password: String)
    /// HTTP bearer authentication.
    case token(String)
    /// SSH public key authentication: the private key as its file is, and what it is locked with.
    case key(Secret, passphrase: Secret?)
}

extension GitCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Five asterisks.
    public var description: String { "*****" }
    /// Five asterisks.
    public var debugDescription: String { "*****" }
    /// Without children, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension GitCredential {
    /// Every form in which this credential might come back in a text that a server, a program or a library made.
    package var secretForms: [String] {
        switch self {
        case .password(let username, let password): [password, Base64.encode(Array("\(username):\(password)".utf8))]
        case .token(let token): [token]
        case .key(let key, let passphrase):
            key.revealText().split(whereSeparator: \.isNewline).map(String.init)
                + [passphrase?.revealText() ?? ""]
        }
    }

    var isForSSH: Bool { if case .key = self { true } else { false } }
}

extension GitCredential {
    static let maxBytes = 16 << 10

    /// Refuses what could end a header early, or would not arrive as it was written.
    func check() throws(GitError) {
        switch self {
        case .password(let username, let password):
            let isPlain =
                !username.utf8.contains(UInt8(ascii: ":"))
                && (username + password).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
            guard isPlain, username.utf8.count + password.utf8.count <= Self.maxBytes else {
                throw GitError(
                    .invalidRequest,
                    "the user name contains a colon, or a control character is in it or in the password",
                    fix: "check username and password of the repository's httpConfig, also for a line break at the end")
            }
        case .token(let token):
            guard !token.isEmpty, token.utf8.count <= Self.maxBytes, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
            else {
                throw GitError(
                    .invalidRequest, "the token is empty or contains a space, a control or a non-ASCII character",
                    fix: "check token of the repository's httpConfig, also for a line break at the end")
            }
        case .key(let key, let passphrase):
            let phrase = passphrase?.reveal() ?? []
            guard key.reveal().count <= Self.maxBytes, phrase.count <= 1024, phrase.allSatisfy({ $0 >= 0x20 }) else {
                throw GitError(
                    .invalidRequest,
                    "the SSH key is larger than \(Self.maxBytes) bytes, or its passphrase than 1024 or of several lines",
                    fix: "check sshPrivateKey and privateKeyPassphrase, also for a line break at the end")
            }
        }
    }
}
