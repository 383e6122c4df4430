import Crypto
import _CryptoExtras

extension SSHPublicKey {
    /// The bit with which a security key says that a person touched it.
    private static let userPresent: UInt8 = 1

    /// Holds a proof against the bytes that were signed.
    func verify(_ proof: SSHProof, over bytes: [UInt8]) throws(SignatureRefusal) {
        let message =
            try application.map { (name) throws(SignatureRefusal) in try attested(bytes, proof, name) } ?? bytes
        let isValid =
            switch material {
            case .ed25519(let key): Self.verifyEd25519(key, try ownProof(proof), message)
            case .ecdsa(let curve, let point): try Self.verifyECDSA(curve, point, try ownProof(proof), message)
            case .rsa(let modulus, let exponent): try Self.verifyRSA(modulus, exponent, proof, message)
            }
        guard isValid else { throw .wrong }
    }

    /// Every algorithm but RSA has the name of its key.
    private func ownProof(_ proof: SSHProof) throws(SignatureRefusal) -> [UInt8] {
        guard proof.algorithm == type else { throw .malformed("its signature is not of the kind of its key") }
        return proof.bytes
    }

    /// What a security key signs instead of the message.
    private func attested(
        _ bytes: [UInt8], _ proof: SSHProof, _ application: [UInt8]
    ) throws(SignatureRefusal) -> [UInt8] {
        guard let flags = proof.token.first else { throw .malformed("its signature is not of the kind of its key") }
        guard flags & Self.userPresent != 0 else {
            throw SignatureRefusal(
                .unsupported, "its security key signed without being touched",
                fix: "make the key without no-touch-required, and sign again")
        }
        return Array(SHA256.hash(data: application)) + proof.token + Array(SHA256.hash(data: bytes))
    }

    private static func verifyEd25519(_ key: [UInt8], _ signature: [UInt8], _ message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
        return key.isValidSignature(signature, for: message)
    }

    private static func verifyRSA(
        _ modulus: [UInt8], _ exponent: [UInt8], _ proof: SSHProof, _ message: [UInt8]
    ) throws(SignatureRefusal) -> Bool {
        guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: proof.bytes)
        // The padding that RFC 8332 prescribes.
        switch proof.algorithm {
        case "rsa-sha2-256":
            return key.isValidSignature(signature, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        case "rsa-sha2-512":
            return key.isValidSignature(signature, for: SHA512.hash(data: message), padding: .insecurePKCS1v1_5)
        case "ssh-rsa": throw .unsupported("its RSA signature uses SHA-1")
        default: throw .malformed("its signature is not of the kind of its key")
        }
    }
}

extension SSHPublicKey {
    private static func verifyECDSA(
        _ curve: Curve, _ point: [UInt8], _ signature: [UInt8], _ message: [UInt8]
    ) throws(SignatureRefusal) -> Bool {
        var reader = SSHReader(signature)
        let numbers = [try reader.number(), try reader.number()]
        try reader.end()
        guard numbers.allSatisfy({ $0.count <= curve.bytes }) else { return false }
        let raw = numbers.flatMap { [UInt8](repeating: 0, count: curve.bytes - $0.count) + $0 }
        return switch curve {
        case .p256: verifyP256(point, raw, message)
        case .p384: verifyP384(point, raw, message)
        case .p521: verifyP521(point, raw, message)
        }
    }

    private static func verifyP256(_ point: [UInt8], _ raw: [UInt8], _ message: [UInt8]) -> Bool {
        guard let key = try? P256.Signing.PublicKey(x963Representation: point),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    private static func verifyP384(_ point: [UInt8], _ raw: [UInt8], _ message: [UInt8]) -> Bool {
        guard let key = try? P384.Signing.PublicKey(x963Representation: point),
            let signature = try? P384.Signing.ECDSASignature(rawRepresentation: raw)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    private static func verifyP521(_ point: [UInt8], _ raw: [UInt8], _ message: [UInt8]) -> Bool {
        guard let key = try? P521.Signing.PublicKey(x963Representation: point),
            let signature = try? P521.Signing.ECDSASignature(rawRepresentation: raw)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
