/// A place to fetch from.
public enum RepositorySpec: Variant {
    /// A git repository.
    case git(GitRepository)
    /// A web server.
    case http(HTTPRepository)
    /// A registry of images.
    case oci(OCIRepository)

    /// The forms.
    public enum RepositoryType: String, Word {
        /// A git repository.
        case git
        /// A web server.
        case http
        /// A registry of images.
        case oci
    }

    /// A git repository without an address.
    public init() { self.init(tag: .git) }

    /// A repository of this form without an address.
    public init(tag: RepositoryType) {
        switch tag {
        case .git: self = .git(GitRepository())
        case .http: self = .http(HTTPRepository())
        case .oci: self = .oci(OCIRepository())
        }
    }

    /// The form.
    public var tag: RepositoryType {
        switch self {
        case .git: .git
        case .http: .http
        case .oci: .oci
        }
    }

    /// The field that names the form.
    public static let tagField = Field("type", .required, doc: "What kind of repository it is: git, http or oci.")

    /// The address: the URL, or the registry of images.
    public var address: String {
        switch self {
        case .git(let git): git.url
        case .http(let http): http.url
        case .oci(let oci): oci.registry
        }
    }

    /// States the fields of the form at hand.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        switch self {
        case .git(var git):
            git.describe(&v)
            self = .git(git)
        case .http(var http):
            http.describe(&v)
            self = .http(http)
        case .oci(var oci):
            oci.describe(&v)
            self = .oci(oci)
        }
    }

    /// Judges the form at hand.
    public mutating func check(_ report: Report) {
        switch self {
        case .git(var git): git.check(report)
        case .http(var http): http.check(report)
        case .oci(var oci): oci.check(report)
        }
    }
}

/// A git repository.
public struct GitRepository: Described {
    /// The address.
    public var url = ""
    /// Credentials over HTTP.
    public var httpConfig: HTTPConfig?
    /// Credentials over SSH.
    public var sshConfig: SSHConfig?
    /// Where the server finds the secret of the repository's webhook. An extension.
    public var webhookSecretRef: SecretReference?
    /// Where the outcome of commits is told. An extension.
    public var commitStatus: CommitStatusTarget?

    /// A repository without an address.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("url", &url, .gitAddress, doc: "The address to clone from.")
        v.oneOf(["httpConfig", "sshConfig"], .optional)
        v.field("httpConfig", &httpConfig, doc: "Credentials and trust over HTTP.")
        v.field("sshConfig", &sshConfig, doc: "Credentials and trust over SSH.")
        v.field(
            extension: "webhookSecretRef", &webhookSecretRef,
            doc: "Where the server finds the secret that push events are signed with.")
        v.field(extension: "commitStatus", &commitStatus, doc: "Where the outcome of commits is told.")
    }

    /// No credential stands in the address, and those beside it suit it.
    public mutating func check(_ report: Report) {
        report.checkNoCredential(inURL: url)
        report.checkCredentials(suit: url, http: httpConfig != nil, ssh: sshConfig != nil)
    }
}

/// A web server.
public struct HTTPRepository: Described {
    /// The address, to which references append their suffix.
    public var url = ""
    /// Credentials.
    public var httpConfig: HTTPConfig?
    /// What is appended to the address to see whether the server answers.
    public var validationSuffix: String?

    /// A server without an address.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("url", &url, .repositoryURL, doc: "The address to which references append their suffix.")
        v.field("httpConfig", &httpConfig, doc: "Credentials and trust.")
        v.field(
            "validationSuffix", &validationSuffix, .text(0...2048),
            doc: "Appended to the address to see whether the server answers.")
    }

    /// The address is one of HTTP and holds no credential.
    public mutating func check(_ report: Report) {
        report.checkNoCredential(inURL: url)
        let lower = url.lowercased()
        guard !lower.hasPrefix("https://") && !lower.hasPrefix("http://") && !url.isEmpty else { return }
        report.add(
            .urlScheme, at: ["url"], "The address does not start with “https://” or “http://”.",
            fix: "Write the whole URL.")
    }
}
