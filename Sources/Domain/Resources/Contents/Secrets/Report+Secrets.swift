import Nodes
import Secrets

// Secrets that git should not hold (MR25). No finding quotes one.
extension Report {
    /// Notes a credential of a repository that is written out. What cannot be one is another rule's.
    ///
    /// - Parameter reference: the field that names where the server finds the credential, if there is one.
    func checkCredential(_ key: String, _ secret: Secret?, _ format: TextFormat, reference: String? = nil) {
        guard judgesContent, let secret, secret != Secret(text: Secret.mask), format.matches(secret.revealText()) else {
            return
        }
        let place = reference.map { "write “\($0)” with a file or variable of the server" } ?? "set it on the server"
        add(
            .credentialInManifest, at: [.key(key)], "“\(key)” is a credential in plain text.",
            fix: "Keep it out of git: \(place), and replace it where it is in use.")
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
        let secrets = SecretPattern.find(in: text)
        if secrets.isEmpty { return }
        var places = BytePlaces(text)
        for secret in secrets {
            let start = places.place(of: secret.offset)
            let end = places.place(of: secret.offset + secret.length)
            report.add(
                .secretInContent, start, end, "Here stands \(secret.what) in plain text.",
                fix: "Keep it out of git: take the file from a secret, and replace the key where it is in use.")
        }
    }
}

private enum SecretAdvice {
    static let variable = "Keep it out of git: read it from a file that a secret provides."
}

/// The places of bytes of a text, asked for from the first to the last.
private struct BytePlaces {
    private let bytes: [UInt8]
    private var offset = 0
    private var place = Position.start

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func place(of wanted: Int) -> Position {
        while offset < min(wanted, bytes.count) {
            if bytes[offset] == UInt8(ascii: "\n") {
                place = Position(line: place.line + 1, column: 1)
            } else if bytes[offset] & 0xC0 != 0x80 {
                place.column += 1
            }
            offset += 1
        }
        return place
    }
}
