/// What proves to a git server who asks. It never prints: not by description, not by reflection.
public enum GitCredential: Sendable, Hashable {
    /// HTTP basic authentication; `password` may be an access token of the git host.
    case password(username: String, password: String)
    /// HTTP bearer authentication.
    case token(String)
    // A key for SSH becomes a third case here.
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
    /// Every form in which this credential might come back in a text that a server or a library made.
    package var secretForms: [String] {
        switch self {
        case .password(let username, let password): [password, Base64.encode(Array("\(username):\(password)".utf8))]
        case .token(let token): [token]
        }
    }
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
        }
    }
}
