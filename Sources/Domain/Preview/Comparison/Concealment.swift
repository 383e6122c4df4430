import Resources

/// Hides what looks like a secret in texts that are shown. People put passwords into git though they should not; a
/// preview must not carry them on into a pull request.
enum Concealment {
    static let mask = "*****"

    private static let words = [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "privatekey",
        "private_key", "private-key", "credential", "client_key", "accesskey", "access_key", "access-key",
    ]

    /// Whether a key names a secret. `secretRef`, `tokenFile` and the like name where one is.
    static func isSecret(_ key: some StringProtocol) -> Bool {
        let key = key.lowercased()
        guard words.contains(where: { key.contains($0) }) else { return false }
        return !["ref", "file", "path", "name", "url", "length", "timeout"].contains { key.hasSuffix($0) }
    }

    /// Lines of a text with the values of secrets masked.
    static func lines(_ lines: [String]) -> [String] {
        var isInKey = false
        return lines.map { line in
            if line.contains("-----BEGIN ") && line.contains("PRIVATE KEY") {
                isInKey = true
                return line
            }
            if line.contains("-----END ") {
                isInKey = false
                return line
            }
            return isInKey ? mask : assignment(line) ?? SecretText.masked(line, by: mask)
        }
    }

    /// `password: x`, `TOKEN=x`, `"secret": "x"` with the value masked; nil when the line is none of these.
    private static func assignment(_ line: String) -> String? {
        guard let separator = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return nil }
        let key = line[..<separator].split(whereSeparator: { " \t\"'-,{".contains($0) && $0 != "-" }).last ?? ""
        let value = line[line.index(after: separator)...].drop { $0 == " " }
        guard isSecret(key), !value.isEmpty, !value.hasPrefix("{{"), !"|>&*".contains(value.first ?? " ") else {
            return nil
        }
        return line[...separator] + (line[separator] == ":" ? " " : "") + mask
    }
}
