public import Secrets

/// A repository on a git server, and how to be let in.
public struct GitRemote: Sendable, Hashable {
    /// The organization that asks. Two organizations never share a mirror, even for one address and credential.
    public var organization: String
    /// `http[s]://host[:port]/path`, `ssh://[user@]host[:port]/path` or `user@host:path`; without password, query or
    /// fragment, and without user over HTTP.
    public var url: String
    /// What to answer when the server asks who we are.
    public var credential: GitCredential?
    /// PEM certificates to trust *instead of* the distribution's; at most 20 MiB.
    public var caCertificates: [UInt8]?
    /// PEM chain that shows the server who we are, with ``clientKey``.
    public var clientCertificate: [UInt8]?
    /// PEM key of the first certificate of that chain.
    public var clientKey: Secret?
    /// `http://host:port` of a proxy through which HTTP and HTTPS servers are reached; none when nil.
    public var proxy: String?
    /// Lines of a `known_hosts` file: the keys that the SSH host may show. When nil, ``GitNetwork/knownHosts`` count.
    public var knownHosts: String?
    /// Accepts any server certificate or host key. The connection is then private from onlookers only, not from an
    /// impostor.
    public var skipServerVerification: Bool

    /// Nothing is checked here, but when the remote is used.
    public init(
        organization: String, url: String, credential: GitCredential? = nil, caCertificates: [UInt8]? = nil,
        skipServerVerification: Bool = false
    ) {
        self.organization = organization
        self.url = url
        self.credential = credential
        self.caCertificates = caCertificates
        self.skipServerVerification = skipServerVerification
    }
}

extension GitRemote: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The address as far as it is safe to show.
    public var description: String {
        guard let address = try? RemoteAddress(url) else { return "a repository with an invalid address" }
        return address.display
    }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Shows the address only.
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}

extension GitRemote {
    /// Largest accepted ``caCertificates``, in bytes.
    static let maxCertificateBytes = 20 << 20
    /// Largest accepted ``clientCertificate`` and ``clientKey``, in bytes.
    static let maxIdentityBytes = 1 << 20

    /// What can be told without asking anybody.
    func check() throws(GitError) {
        let address = try RemoteAddress(url)
        try credential?.check()
        try checkSizes()
        let isSSH = address.isSSH
        guard let credential else {
            if isSSH { throw Self.noKey }
            return
        }
        guard credential.isForSSH == isSSH else {
            throw GitError(
                .invalidRequest,
                isSSH
                    ? "\(self) is reached over SSH, and the credential is one for HTTP"
                    : "\(self) is reached over HTTP, and the credential is a key for SSH",
                fix: isSSH ? "put a key into sshConfig" : "put the credential into httpConfig")
        }
    }

    private func checkSizes() throws(GitError) {
        guard caCertificates?.count ?? 0 <= Self.maxCertificateBytes else {
            throw GitError(
                .invalidRequest, "ca.crt is larger than \(Self.maxCertificateBytes) bytes",
                fix: "leave out what is not needed")
        }
        let largest = max(clientCertificate?.count ?? 0, clientKey?.reveal().count ?? 0, knownHosts?.utf8.count ?? 0)
        guard largest <= Self.maxIdentityBytes else {
            throw GitError(
                .invalidRequest, "tls.crt, tls.key or knownHosts is larger than \(Self.maxIdentityBytes) bytes",
                fix: "leave out what is not needed")
        }
    }

    private static let noKey = GitError(
        .authentication, "the repository is reached over SSH and no key is configured",
        fix: "put a private key into sshConfig")
}
