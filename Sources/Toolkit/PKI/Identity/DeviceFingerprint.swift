import Crypto
import SwiftASN1
import X509

/// The name that a public key gives to a device.
///
/// It is the lowercase base32hex, without padding, of SHA-256 over the coordinates `X ‖ Y` of an elliptic curve key, or
/// over the modulus of an RSA key, every number as big-endian bytes without leading zero bytes: 52 characters.
public struct DeviceFingerprint: Sendable, Hashable, CustomStringConvertible {
    /// The number of characters.
    public static let length = 52

    /// The 52 characters, which are also the device's name.
    public let text: String

    /// The characters.
    public var description: String { text }

    /// Reads a fingerprint; `nil` when the text cannot be one.
    public init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Base32Hex.alphabet.contains) else { return nil }
        self.text = text
    }

    /// The fingerprint of a key: P-256, P-384, P-521, or RSA of at least 2048 bits.
    init(of key: Certificate.PublicKey) throws(PKIError) {
        var hash = SHA256()
        for number in try Self.numbers(of: key) {
            hash.update(data: Array(number.drop { $0 == 0 }))
        }
        self.text = Base32Hex.encode(hash.finalize())
    }

    private static func numbers(of key: Certificate.PublicKey) throws(PKIError) -> [ArraySlice<UInt8>] {
        let bytes = key.subjectPublicKeyInfoBytes
        let isCurve =
            P256.Signing.PublicKey(key) != nil || P384.Signing.PublicKey(key) != nil
            || P521.Signing.PublicKey(key) != nil
        if isCurve, bytes.first == 0x04 {
            let coordinates = bytes.dropFirst()
            return [coordinates.prefix(coordinates.count / 2), coordinates.suffix(coordinates.count / 2)]
        }
        if let modulus = rsaModulus(bytes), modulus.count >= 256 { return [modulus] }
        throw unsupportedKey
    }

    static let unsupportedKey = PKIError(
        .unsupportedKey, "the public key is neither an elliptic curve key nor RSA of at least 2048 bits",
        fix: "create an EC P-256 key, for instance with `openssl ecparam -name prime256v1 -genkey -noout`")

    private static func rsaModulus(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let root = try? DER.parse(bytes) else { return nil }
        let modulus = try? DER.sequence(root, identifier: .sequence) { nodes in
            let modulus = try ArraySlice<UInt8>(derEncoded: &nodes)
            _ = try ArraySlice<UInt8>(derEncoded: &nodes)
            return modulus
        }
        return modulus?.drop { $0 == 0 }
    }
}
