import Crypto
import FoundationEssentials
import _CryptoExtras

@testable import Signatures

/// Makes signatures that no program at hand would make.
enum SSHForge {
    static func armor(_ blob: [UInt8]) -> [UInt8] {
        let text = Data(blob).base64EncodedString()
        return Array("-----BEGIN SSH SIGNATURE-----\n\(text)\n-----END SSH SIGNATURE-----\n".utf8)
    }

    static func line(_ blob: [UInt8], type: String) -> String { "\(type) \(Data(blob).base64EncodedString())" }

    /// Values of SSH one after the other.
    static func values(_ values: [UInt8]...) -> [UInt8] {
        var writer = SSHWriter()
        for value in values { writer.put(value) }
        return writer.bytes
    }

    /// A number that is not negative.
    static func number(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let digits = Array(bytes.drop { $0 == 0 })
        return digits.first ?? 0 >= 0x80 ? [0] + digits : digits
    }

    /// A whole signature; `prove` makes the innermost part from the bytes to sign.
    static func signature(
        key: [UInt8], payload: [UInt8], hash: String = "sha512", prove: ([UInt8]) throws -> [UInt8]
    ) rethrows -> [UInt8] {
        let digest = hash == "sha512" ? Array(SHA512.hash(data: payload)) : Array(SHA256.hash(data: payload))
        let magic = Array("SSHSIG".utf8)
        let signed = magic + values(Array("git".utf8), [], Array(hash.utf8), digest)
        let tail = values(key, Array("git".utf8), [], Array(hash.utf8), try prove(signed))
        return armor(magic + [0, 0, 0, 1] + tail)
    }
}

/// A security key made of software.
struct SoftSecurityKey: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case ed25519 = "sk-ssh-ed25519@openssh.com"
        case ecdsa = "sk-ecdsa-sha2-nistp256@openssh.com"
    }

    let kind: Kind
    var application = "ssh:"
    private let ed25519 = Curve25519.Signing.PrivateKey()
    private let p256 = P256.Signing.PrivateKey()

    init(_ kind: Kind) { self.kind = kind }

    var blob: [UInt8] {
        let (type, name) = (Array(kind.rawValue.utf8), Array(application.utf8))
        return switch kind {
        case .ed25519: SSHForge.values(type, Array(ed25519.publicKey.rawRepresentation), name)
        case .ecdsa: SSHForge.values(type, Array("nistp256".utf8), Array(p256.publicKey.x963Representation), name)
        }
    }

    var line: String { SSHForge.line(blob, type: kind.rawValue) }

    /// The innermost part of a signature, with the flags that the key would set.
    func prove(_ bytes: [UInt8], flags: UInt8) throws -> [UInt8] {
        let token: [UInt8] = [flags, 0, 0, 0, 7]
        let message = Array(SHA256.hash(data: Array(application.utf8))) + token + Array(SHA256.hash(data: bytes))
        let type = Array(kind.rawValue.utf8)
        switch kind {
        case .ed25519: return SSHForge.values(type, Array(try ed25519.signature(for: message))) + token
        case .ecdsa:
            let raw = Array(try p256.signature(for: message).rawRepresentation)
            let numbers = SSHForge.values(SSHForge.number(raw[..<32]), SSHForge.number(raw[32...]))
            return SSHForge.values(type, numbers) + token
        }
    }
}
