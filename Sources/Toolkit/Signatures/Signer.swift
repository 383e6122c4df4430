/// Who signed a commit.
public struct Signer: Sendable, Hashable, CustomStringConvertible {
    /// As the trusted keys name the owner: the principals of an allowed-signers line, or the key's first user id. At most
    /// 256 bytes, without control characters.
    public var name: String
    /// The fingerprint of the key: `SHA256:…` of an SSH key, hexadecimal digits of an OpenPGP key.
    public var key: String

    init(name: String, key: String) {
        self.name = Printable.line(name, maxBytes: 256)
        self.key = key
    }

    /// The name with the fingerprint in brackets.
    public var description: String { "\(name) (\(key))" }
}
