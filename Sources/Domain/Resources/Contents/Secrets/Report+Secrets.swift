import Nodes
import Secrets

// Secrets that git should not hold (MR25). No finding quotes one.
extension Report {
    /// Notes a credential of a repository that is written out. What cannot be one is another rule's.
    func checkCredential(_ key: String, _ secret: Secret?, _ format: TextFormat) {
        guard judgesContent, let secret, secret != Secret(text: Secret.mask), format.matches(secret.revealText()) else {
            return
        }
        add(
            .credentialInManifest, at: [.key(key)], "“\(key)” is a credential in plain text.",
            fix: "Keep it out of git: set it on the server, and replace it where it is in use.")
    }

    /// Notes variables whose names say that they hold a secret.
    func checkVariables(_ variables: [String: String], at key: FieldPath.Step) {
        guard judgesContent else { return }
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) where SecretName.isSecret(name, value) {
            add(
                .secretInVariable, at: [key, .key(name)], "“\(name.excerpt)” seems to hold a secret in plain text.",
                fix: SecretAdvice.variable)
        }
    }
}

extension TextReport {
    /// Notes a variable within a file whose name says that it holds a secret.
    func checkVariable(_ name: String, _ value: String, _ start: Position, _ end: Position) {
        guard SecretName.isSecret(name, value) else { return }
        add(
            .secretInVariable, start, end, "“\(name.excerpt)” seems to hold a secret in plain text.",
            fix: SecretAdvice.variable)
    }
}

extension ContentFile {
    /// Notes keys and tokens in the file.
    func checkSecrets() {
        for secret in SecretPattern.find(in: text) {
            let (start, end) = text.positions(of: secret.offset..<secret.offset + secret.length)
            report.add(
                .secretInContent, start, end, "Here stands \(secret.what) in plain text.",
                fix: "Keep it out of git: take the file from a secret, and replace the key where it is in use.")
        }
    }
}

private enum SecretAdvice {
    static let variable = "Keep it out of git: read it from a file that a secret provides."
}

extension String {
    /// The places of a range of UTF-8 bytes.
    func positions(of range: Range<Int>) -> (start: Position, end: Position) {
        var start = Position.start
        var place = Position.start
        for (offset, byte) in utf8.enumerated() {
            if offset == range.lowerBound { start = place }
            if offset >= range.upperBound { break }
            if byte == UInt8(ascii: "\n") {
                place = Position(line: place.line + 1, column: 1)
            } else if byte & 0xC0 != 0x80 {
                place.column += 1
            }
        }
        return (start, place)
    }
}
