import Crypto
import FoundationEssentials

/// A public key as SSH writes it (RFC 4253, 5656, 8332, 8709; OpenSSH's PROTOCOL.u2f).
struct SSHPublicKey: Sendable, Hashable {
    enum Curve: String, Sendable {
        case p256 = "nistp256"
        case p384 = "nistp384"
        case p521 = "nistp521"

        /// Bytes of a coordinate.
        var bytes: Int {
            switch self {
            case .p256: 32
            case .p384: 48
            case .p521: 66
            }
        }
    }

    enum Material: Sendable, Hashable {
        case ed25519([UInt8])
        case ecdsa(Curve, point: [UInt8])
        case rsa(modulus: [UInt8], exponent: [UInt8])
    }

    /// The name of the key's type.
    let type: String
    let material: Material
    /// What a security key was made for, which is part of all that it signs; nil of other keys.
    let application: [UInt8]?
    /// `SHA256:` and the hash in base64, as `ssh-keygen -l` prints it.
    let fingerprint: String

    init(blob: [UInt8]) throws(SignatureRefusal) {
        var reader = SSHReader(blob)
        type = try reader.text()
        material = try Self.material(type, &reader)
        application = type.hasPrefix("sk-") ? try reader.bytes() : nil
        try reader.end()
        let hash = Data(SHA256.hash(data: blob)).base64EncodedString()
        fingerprint = "SHA256:" + hash.prefix { $0 != "=" }
    }

    private static func material(_ type: String, _ reader: inout SSHReader) throws(SignatureRefusal) -> Material {
        switch type {
        case "ssh-ed25519", "sk-ssh-ed25519@openssh.com": return .ed25519(try reader.bytes())
        case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
            "sk-ecdsa-sha2-nistp256@openssh.com":
            let name = try reader.text()
            guard let curve = Curve(rawValue: name), type.contains("-\(name)") else {
                throw .malformed("the key is not of the curve that it names")
            }
            return .ecdsa(curve, point: try reader.bytes())
        case "ssh-rsa":
            let exponent = try reader.number()
            let modulus = try reader.number()
            let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
            guard bits >= 2048 else { throw .unsupported("the RSA key has \(bits) bits; at least 2048 are needed") }
            guard bits <= 16384 else { throw .unsupported("the RSA key has \(bits) bits; at most 16384 are taken") }
            return .rsa(modulus: modulus, exponent: exponent)
        default:
            throw .unsupported("the key is of the type '\(Printable.line(type, maxBytes: 64))'")
        }
    }
}
