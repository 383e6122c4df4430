/// Where the outcome of a commit is told: the forge that holds the repository. An extension.
public struct CommitStatusTarget: Described {
    /// The interface that the forge has.
    public enum Provider: String, Word {
        /// GitHub and GitHub Enterprise.
        case github
        /// GitLab.
        case gitlab
        /// Gitea and Forgejo.
        case gitea
    }

    /// The interface.
    public var provider = Provider.github
    /// The base of the interface; nil is made from the repository's address.
    public var apiURL: String?
    /// Where the server finds the token that may set statuses.
    public var tokenRef = SecretReference()
    /// The name under which the status appears; nil is `martlet/` with the name of the ResourceSync.
    public var context: String?

    /// A target without a token.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("provider", &provider, doc: "The interface of the forge: github, gitlab or gitea (also Forgejo).")
        v.field(
            "apiURL", &apiURL, .webAddress,
            doc: "The base of the forge's interface; by default it is made from the repository's address.")
        v.field("tokenRef", &tokenRef, doc: "Where the server finds a token that may set commit statuses.")
        v.field("context", &context, .text(1...255), doc: "The name of the status; martlet/<sync> by default.")
    }
}
