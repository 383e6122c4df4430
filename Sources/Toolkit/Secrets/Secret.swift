/// Bytes that must not be seen: a password, a token, a private key.
///
/// Every way in which Swift turns a value into text gives `*****`: interpolation, `print`, `dump`, reflection, and
/// encoding with `Codable`. The bytes come out only by ``reveal()`` and ``revealText()``, which are easy to search for.
public struct Secret: Sendable {
    /// What stands in the place of every secret in logs, errors and answers.
    public static let mask = "*****"

    private let bytes: [UInt8]

    /// A secret of these bytes.
    public init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// A secret of the UTF-8 bytes of a text.
    public init(text: String) {
        self.bytes = Array(text.utf8)
    }

    /// The bytes themselves. Whoever calls this answers for where they go.
    public func reveal() -> [UInt8] { bytes }

    /// The bytes read as UTF-8; bytes that are not become replacement characters.
    public func revealText() -> String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { bytes.isEmpty }
}

extension Secret: Hashable {
    /// Compares in a time that depends on the lengths only, so that a guess cannot be improved by measuring.
    public static func == (left: Secret, right: Secret) -> Bool {
        guard left.bytes.count == right.bytes.count else { return false }
        return zip(left.bytes, right.bytes).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Feeds the bytes to a hasher, whose seed differs in every process.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always ``mask``.
    public var description: String { Secret.mask }

    /// Always ``mask``.
    public var debugDescription: String { Secret.mask }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

extension Secret: Encodable {
    /// Encodes ``mask``, whatever the secret is.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Secret.mask)
    }
}
