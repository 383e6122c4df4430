import Secrets

/// Credentials and trust over HTTP.
public struct HTTPConfig: Described {
    /// The longest user name or password, in characters.
    private static let longest = 256

    /// The user.
    public var username: String?
    /// The user's password.
    public var password: Secret?
    /// The client certificate, PEM in base64.
    public var clientCertificate: Secret?
    /// The key of the client certificate, PEM in base64.
    public var clientKey: Secret?
    /// The authorities to trust, PEM in base64.
    public var caCertificates: String?
    /// Whether any server is trusted.
    public var skipServerVerification: Bool?
    /// A bearer token.
    public var token: Secret?

    /// No credentials.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("username", &username, .text(1...Self.longest), doc: "The user, together with a password.")
        v.field("password", &password, .text(1...Self.longest), doc: "The user's password.")
        v.field(
            "tls.crt", &clientCertificate, .base64(),
            doc: "The client certificate as base64 of PEM, together with its key.")
        v.field("tls.key", &clientKey, .base64(), doc: "The key of the client certificate as base64 of PEM.")
        v.describeTrust(&caCertificates, &skipServerVerification)
        v.field("token", &token, .bearerToken, doc: "A bearer token.")
    }

    /// Credentials of two parts have both.
    public mutating func check(_ report: Report) {
        report.checkPair("username", username != nil, "password", password != nil)
        report.checkPair("tls.crt", clientCertificate != nil, "tls.key", clientKey != nil)
        report.checkCredential("password", password, .text(1...Self.longest))
        report.checkCredential("tls.key", clientKey, .base64())
        report.checkCredential("token", token, .bearerToken)
    }
}

/// Credentials and trust over SSH.
public struct SSHConfig: Described {
    /// The private key, in base64.
    public var privateKey: Secret?
    /// What the private key is locked with.
    public var passphrase: Secret?
    /// Whether any server is trusted.
    public var skipServerVerification: Bool?

    /// No credentials.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("sshPrivateKey", &privateKey, .base64(), doc: "The private key in base64.")
        v.field("privateKeyPassphrase", &passphrase, .text(1...1024), doc: "What the private key is locked with.")
        v.field(
            "skipServerVerification", &skipServerVerification, doc: "Whether any server is trusted; only for tests.")
    }

    /// A passphrase belongs to a key.
    public mutating func check(_ report: Report) {
        report.checkCredential("sshPrivateKey", privateKey, .base64())
        report.checkCredential("privateKeyPassphrase", passphrase, .text(1...1024))
        guard passphrase != nil && privateKey == nil else { return }
        report.add(
            .incompleteCredential, at: ["privateKeyPassphrase"], onKey: true,
            "“privateKeyPassphrase” stands here without “sshPrivateKey”.", fix: "Add the key, or remove the passphrase."
        )
    }
}

extension FieldVisitor {
    mutating func describeTrust(_ authorities: inout String?, _ skips: inout Bool?) {
        field(
            "ca.crt", &authorities, .base64(1...(20 << 20)),
            doc: "The authorities to trust, as base64 of PEM, at most 20 MiB.")
        field("skipServerVerification", &skips, doc: "Whether any server is trusted; only for tests.")
    }
}
