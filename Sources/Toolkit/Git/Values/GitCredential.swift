/// What proves to a git server who asks. It never prints: not by description, not by reflection.
public enum GitCredential: Sendable, Hashable {
    /// HTTP basic authentication; `password` may be an access token of the git host.
    case password(username: String, password: String)
    /// HTTP bearer authentication.
    case token(String)
    // A key for SSH becomes a third case here.
}

extension GitCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "*****" }
    public var debugDescription: String { "*****" }
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
