import Crypto

/// Names content by what is in it, with a key: equal content has one address, and whoever sees an address without
/// having the key cannot test guesses of the content against it.
public struct ContentAddress: Sendable {
    /// The length of an address in bytes.
    public static let length = 32

    private let key: SymmetricKey

    /// Addresses under the key of this installation.
    public init(_ key: StateKey) {
        self.key = key.key(for: "martlet content address")
    }

    /// The HMAC-SHA256 of a domain and some parts.
    ///
    /// - Parameters:
    ///   - domain: what the content is and whose; equal content of two domains has two addresses.
    ///   - parts: the content; how it is divided counts.
    public func address(domain: String, _ parts: [UInt8]...) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        Self.add(Array(domain.utf8), to: &code)
        for part in parts { Self.add(part, to: &code) }
        return Array(code.finalize())
    }

    /// A length stands before every part, so that parts cannot run into one another.
    private static func add(_ part: [UInt8], to code: inout HMAC<SHA256>) {
        withUnsafeBytes(of: UInt64(part.count).littleEndian) { code.update(data: $0) }
        code.update(data: part)
    }
}
