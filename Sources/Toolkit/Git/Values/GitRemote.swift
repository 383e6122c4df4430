/// A repository on a git server, and how to be let in.
public struct GitRemote: Sendable, Hashable {
    /// The organization that asks. Two organizations never share a mirror, even for one address and credential.
    public var organization: String
    /// `http://` or `https://` with host, optional port and path; without user, password, query or fragment.
    public var url: String
    /// What to answer when the server asks who we are.
    public var credential: GitCredential?
    /// PEM certificates to trust *instead of* the distribution's; at most 20 MiB.
    public var caCertificates: [UInt8]?
    /// Accepts any server certificate. The connection is then private from onlookers only, not from an impostor.
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

    /// What can be told without asking anybody.
    func check() throws(GitError) {
        _ = try RemoteAddress(url)
        try credential?.check()
        guard caCertificates?.count ?? 0 <= Self.maxCertificateBytes else {
            throw GitError(
                .invalidRequest, "ca.crt is larger than \(Self.maxCertificateBytes) bytes",
                fix: "leave out what is not needed")
        }
    }
}
