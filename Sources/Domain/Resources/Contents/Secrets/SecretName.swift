/// Whether a variable holds a secret, by what it is called.
enum SecretName {
    private static let words: Set<String> = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "PASS", "SECRET", "TOKEN", "APIKEY", "CREDENTIAL", "CREDENTIALS",
    ]
    private static let pairs: Set<String> = ["API KEY", "ACCESS KEY", "PRIVATE KEY", "SECRET KEY", "ENCRYPTION KEY"]
    /// What follows the word when the variable only says something of a secret.
    private static let others: Set<String> = [
        "FILE", "PATH", "DIR", "URL", "URI", "NAME", "ID", "TTL", "LENGTH", "MIN", "MAX", "ENABLED", "POLICY", "EXPIRY",
        "EXPIRATION", "ENDPOINT", "HEADER", "TYPE", "REF", "ISSUER", "AUDIENCE", "LIFETIME", "TIMEOUT", "REQUIRED",
        "STORE",
        "HASH", "ALGORITHM", "SIZE", "COUNT", "LIMIT", "PROVIDER", "NAMESPACE", "KEYRING", "REFRESH", "INTERVAL",
    ]

    /// Whether `name` says password, token or the like, and `value` is one rather than a reference to one.
    static func isSecret(_ name: String, _ value: String) -> Bool {
        let parts = name.uppercased().split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == "." }).map(String.init)
        guard let last = parts.last, !others.contains(last) else { return false }
        let isNamed =
            words.contains(last) || (parts.count > 1 && pairs.contains(parts.suffix(2).joined(separator: " ")))
        // The value is looked at last, since few names get this far.
        return isNamed && isLiteral(value)
    }

    /// Placeholders, variables, paths and references to stores of secrets are no secrets, nor are switches.
    private static func isLiteral(_ value: String) -> Bool {
        !value.isEmpty && !value.contains("{{") && !value.hasPrefix("$") && !value.hasPrefix("/")
            && !value.hasPrefix("*")
            && !value.hasPrefix("<") && !value.contains("://")
            && !["true", "false", "yes", "no", "none", "null"].contains(value.lowercased())
    }
}
