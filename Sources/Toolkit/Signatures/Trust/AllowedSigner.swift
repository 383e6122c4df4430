import FoundationEssentials

/// A line of an allowed-signers file: `principals [options] type key [comment]` (see ssh-keygen(1)).
struct AllowedSigner: Sendable, Hashable {
    let principals: String
    let key: SSHPublicKey
    private(set) var namespaces: PatternList?
    private(set) var validAfter: Int64?
    private(set) var validBefore: Int64?

    /// Nil for an empty line and a comment.
    /// - Throws: What is wrong with the line.
    init?(line: some StringProtocol) throws(LineError) {
        var fields = SignerFields(line)
        guard let principals = fields.next(), !principals.hasPrefix("#") else { return nil }
        self.principals = principals
        var field = fields.next()
        var options: String?
        if let first = field, !SSHKeyTypes.isKnown(first) {
            options = first
            field = fields.next()
        }
        guard let type = field, let encoded = fields.next(), let blob = Data(base64Encoded: encoded) else {
            throw LineError("it is not of the form “principals [options] type key”")
        }
        do throws(SignatureRefusal) {
            key = try SSHPublicKey(blob: Array(blob))
        } catch {
            throw LineError(error.message)
        }
        guard key.type == type else { throw LineError("the key is not of the type '\(type)'") }
        if let options { try take(options) }
    }

    struct LineError: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    private mutating func take(_ options: String) throws(LineError) {
        for option in SignerFields.split(options) {
            let parts = option.split(separator: "=", maxSplits: 1)
            let value = parts.count == 2 ? String(parts[1]) : ""
            switch parts.first?.lowercased() {
            case "namespaces" where !value.isEmpty: namespaces = PatternList(value)
            case "valid-after": validAfter = try Self.time(value)
            case "valid-before": validBefore = try Self.time(value)
            case "cert-authority":
                throw LineError("cert-authority is not supported: write a line for each signer's own key")
            default:
                throw LineError("the option '\(Printable.line(option, maxBytes: 64))' is not known")
            }
        }
    }

    private static func time(_ text: String) throws(LineError) -> Int64 {
        guard let time = SignerTime.parse(text) else {
            throw LineError("'\(Printable.line(text, maxBytes: 64))' is not a time such as 20270131Z or 202701311830Z")
        }
        return time
    }
}

extension AllowedSigner {
    /// Whether the signer may sign commits at all.
    var isForCommits: Bool { namespaces?.matches(SSHSignature.namespace) ?? true }

    /// Whether the key is in its time.
    func isValid(at time: Int64) -> Bool {
        (validAfter.map { $0 <= time } ?? true) && (validBefore.map { time <= $0 } ?? true)
    }
}

/// The types of keys that are verified here.
enum SSHKeyTypes {
    private static let all: Set = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]

    static func isKnown(_ name: String) -> Bool { all.contains(name) }
}
