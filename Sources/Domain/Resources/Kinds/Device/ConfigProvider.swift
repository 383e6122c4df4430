/// One source of configuration files.
public struct ConfigProvider: Described {
    /// The name, unique within the device.
    public var name = ""
    /// Where the files come from.
    public var source = Source.inline([])

    /// Where files come from.
    public enum Source: Sendable, Hashable {
        /// A directory or file of a git repository, mapped onto `/`.
        case git(GitRef)
        /// Files written into the spec itself.
        case inline([InlineFile])
        /// The body of an HTTP answer, stored as one file.
        case http(HTTPRef)
        /// The keys of a Kubernetes secret, each stored as a file.
        case secret(SecretRef)
    }

    /// A provider without a name and without files.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("name", &name, .providerName, doc: "The name of this source, unique within the device.")
        v.oneOf(["gitRef", "inline", "httpRef", "secretRef"], .required)
        var (git, inline, http, secret) = forms
        v.field("gitRef", &git, doc: "A directory or file of a git repository.")
        v.field("inline", &inline, minimum: 0, doc: "Files written out here.")
        v.field("httpRef", &http, doc: "One file fetched over HTTP.")
        v.field("secretRef", &secret, doc: "The keys of a Kubernetes secret.")
        source =
            git.map(Source.git) ?? http.map(Source.http) ?? secret.map(Source.secret) ?? .inline(inline ?? [])
    }

    private var forms: (GitRef?, [InlineFile]?, HTTPRef?, SecretRef?) {
        switch source {
        case .git(let git): (git, nil, nil, nil)
        case .inline(let files): (nil, files, nil, nil)
        case .http(let http): (nil, nil, http, nil)
        case .secret(let secret): (nil, nil, nil, secret)
        }
    }
}

/// A directory or file of a git repository.
public struct GitRef: Described {
    /// The name of the Repository.
    public var repository = ""
    /// The branch, tag or commit.
    public var targetRevision = ""
    /// The directory whose content is mapped onto `/`, or one file.
    public var path = ""

    /// A reference to nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("repository", &repository, .resourceName, doc: "The name of the Repository.")
        v.field("targetRevision", &targetRevision, .text(1...1024).templated(), doc: "The branch, tag or commit.")
        v.field(
            "path", &path, .text(1...2048).templated(),
            doc: "The directory whose content is mapped onto “/” of the device, or one file.")
    }
}

/// One file fetched over HTTP.
public struct HTTPRef: Described {
    /// The name of the Repository.
    public var repository = ""
    /// What is appended to the repository's URL.
    public var suffix: String?
    /// The file on the device.
    public var filePath = ""

    /// A reference to nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("repository", &repository, .resourceName, doc: "The name of the Repository.")
        v.field(
            "suffix", &suffix, .text(0...2048).templated(),
            doc: "What is appended to the repository's URL, query included.")
        v.field("filePath", &filePath, .absolutePath.templated(), doc: "The file on the device that gets the content.")
    }

    /// The agent's own files must not be written.
    public mutating func check(_ report: Report) { report.checkAllowed(filePath, at: "filePath") }
}

/// The keys of a Kubernetes secret.
public struct SecretRef: Described {
    /// The name of the secret.
    public var name = ""
    /// Its namespace.
    public var namespace = ""
    /// The directory on the device.
    public var mountPath = ""
    /// The owner of the files; nil is root.
    public var user: String?
    /// The group of the files; nil is root.
    public var group: String?

    /// A reference to nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("name", &name, .resourceName.templated(), doc: "The name of the secret.")
        v.field("namespace", &namespace, .dnsLabel.templated(), doc: "The namespace of the secret.")
        v.field(
            "mountPath", &mountPath, .absolutePath.templated(),
            doc: "The directory on the device that gets a file for each key.")
        v.field("user", &user, .userName, doc: "The owner of the files; root by default.")
        v.field("group", &group, .userName, doc: "The group of the files; root by default.")
    }

    /// The agent's own files must not be written.
    public mutating func check(_ report: Report) { report.checkAllowed(mountPath, at: "mountPath") }
}
