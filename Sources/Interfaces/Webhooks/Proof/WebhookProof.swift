import Crypto
import Secrets

/// How a sender shows that it knows the secret of a Repository.
enum WebhookProof: Sendable {
    /// The HMAC-SHA256 of the body under the secret.
    case signature([UInt8])
    /// The SHA-256 of what was sent in the place of the secret, so that comparing tells nothing about its length.
    case token([UInt8])

    /// The longest token that is read, in bytes.
    private static let longestToken = 1024

    /// Reads `sha256=` and 64 digits, or the digits alone, as Gitea sends them. Nil for anything else.
    init?(signature text: String) {
        let digits = text.utf8.starts(with: "sha256=".utf8) ? text.utf8.dropFirst(7) : text.utf8[...]
        guard digits.count == 2 * SHA256.byteCount else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            guard let value = Self.value(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self = .signature(bytes)
    }

    /// Takes a token as it was sent. Nil for an empty or an overlong one.
    init?(token text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.longestToken else { return nil }
        self = .token(Array(SHA256.hash(data: Array(text.utf8))))
    }

    /// Whether the sender of `body` knows the secret. Takes a time that depends on the body's length only. An empty
    /// secret proves nothing.
    func holds(_ body: [UInt8], secret: Secret) -> Bool {
        let bytes = secret.reveal()
        let isRight =
            switch self {
            case .signature(let code):
                HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: SymmetricKey(data: bytes))
            case .token(let hash):
                Secret(hash) == Secret(SHA256.hash(data: bytes))
            }
        return isRight && !bytes.isEmpty
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
