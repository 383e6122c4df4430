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
    /// Where the server finds the password. An extension.
    public var passwordRef: SecretReference?
    /// Where the server finds the token, of any form. An extension.
    public var tokenRef: SecretReference?
    /// Where the server finds the key of the client certificate, as PEM. An extension.
    public var clientKeyRef: SecretReference?
    /// The proxy to go through, `http://host:port`. An extension.
    public var proxy: String?

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
        v.field(extension: "passwordRef", &passwordRef, doc: "Where the server finds the password.")
        v.field(extension: "tokenRef", &tokenRef, doc: "Where the server finds the bearer token.")
        v.field(
            extension: "tlsKeyRef", &clientKeyRef, doc: "Where the server finds the client certificate's key, as PEM.")
        v.field(extension: "proxy", &proxy, .webAddress, doc: "The proxy to go through, as http://host:port.")
    }

    /// Credentials of two parts have both.
    public mutating func check(_ report: Report) {
        report.checkOnce("password", password != nil, "passwordRef", passwordRef != nil)
        report.checkOnce("token", token != nil, "tokenRef", tokenRef != nil)
        report.checkOnce("tls.key", clientKey != nil, "tlsKeyRef", clientKeyRef != nil)
        report.checkPair(
            "username", username != nil, password == nil && passwordRef != nil ? "passwordRef" : "password",
            password != nil || passwordRef != nil)
        report.checkPair(
            "tls.crt", clientCertificate != nil, clientKey == nil && clientKeyRef != nil ? "tlsKeyRef" : "tls.key",
            clientKey != nil || clientKeyRef != nil)
        report.checkCredential("password", password, .text(1...Self.longest), reference: "passwordRef")
        report.checkCredential("tls.key", clientKey, .base64(), reference: "tlsKeyRef")
        report.checkCredential("token", token, .bearerToken, reference: "tokenRef")
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
    /// Where the server finds the private key, as its file is. An extension.
    public var privateKeyRef: SecretReference?
    /// Where the server finds what the private key is locked with. An extension.
    public var passphraseRef: SecretReference?
    /// Lines of a `known_hosts` file: the keys that the host may show. An extension.
    public var knownHosts: String?

    /// No credentials.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("sshPrivateKey", &privateKey, .base64(), doc: "The private key in base64.")
        v.field("privateKeyPassphrase", &passphrase, .text(1...1024), doc: "What the private key is locked with.")
        v.field(
            "skipServerVerification", &skipServerVerification, doc: "Whether any server is trusted; only for tests.")
        v.field(extension: "sshPrivateKeyRef", &privateKeyRef, doc: "Where the server finds the private key.")
        v.field(
            extension: "privateKeyPassphraseRef", &passphraseRef,
            doc: "Where the server finds what the private key is locked with.")
        v.field(
            extension: "knownHosts", &knownHosts, .text(1...65536),
            doc: "Lines of a known_hosts file: the keys that the host may show.")
    }

    /// A passphrase belongs to a key.
    public mutating func check(_ report: Report) {
        report.checkOnce("sshPrivateKey", privateKey != nil, "sshPrivateKeyRef", privateKeyRef != nil)
        report.checkOnce("privateKeyPassphrase", passphrase != nil, "privateKeyPassphraseRef", passphraseRef != nil)
        report.checkCredential("sshPrivateKey", privateKey, .base64(), reference: "sshPrivateKeyRef")
        report.checkCredential(
            "privateKeyPassphrase", passphrase, .text(1...1024), reference: "privateKeyPassphraseRef")
        guard passphrase != nil || passphraseRef != nil, privateKey == nil, privateKeyRef == nil else { return }
        let key = passphrase == nil ? "privateKeyPassphraseRef" : "privateKeyPassphrase"
        report.add(
            .incompleteCredential, at: [.key(key)], onKey: true,
            "“\(key)” stands here without “sshPrivateKey”.", fix: "Add the key, or remove the passphrase."
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
