/// Fingerprints of keys that are not trusted any more.
struct RevokedKeys: Sendable {
    private let fingerprints: Set<String>

    /// One fingerprint a line: `SHA256:…` of an SSH key, or 40 or 64 hexadecimal digits of an OpenPGP key, with or
    /// without spaces. Empty lines and those that begin with `#` are passed over; anything else is an error, since a
    /// misspelt revocation would be none.
    init(_ text: String) throws(SignatureRefusal) {
        var fingerprints: Set<String> = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let entry = line.filter { !$0.isWhitespace }
            if entry.isEmpty || entry.hasPrefix("#") { continue }
            guard let fingerprint = Self.normalised(entry) else {
                throw .policy(
                    "revokedKeys",
                    "line \(index + 1) is neither SHA256:… as “ssh-keygen -l” prints it nor an OpenPGP fingerprint")
            }
            fingerprints.insert(fingerprint)
        }
        self.fingerprints = fingerprints
    }

    func contains(_ fingerprint: String) -> Bool { fingerprints.contains(fingerprint) }

    private static func normalised(_ entry: String) -> String? {
        if entry.hasPrefix("SHA256:") {
            let hash = entry.dropFirst(7).prefix { $0 != "=" }
            let isBase64 = hash.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "+" || $0 == "/") }
            return hash.utf8.count == 43 && isBase64 ? "SHA256:\(hash)" : nil
        }
        let isHex = entry.utf8.allSatisfy { $0 < 0x80 } && entry.allSatisfy(\.isHexDigit)
        return isHex && [40, 64].contains(entry.utf8.count) ? entry.uppercased() : nil
    }
}
