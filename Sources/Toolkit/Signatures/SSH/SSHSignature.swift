import Crypto

/// A signature that `ssh-keygen -Y sign` or git made (OpenSSH's PROTOCOL.sshsig).
struct SSHSignature {
    static let label = "SSH SIGNATURE"
    /// What git signs commits for. A signature for files or mail must not pass for one of a commit.
    static let namespace = "git"
    private static let magic = Array("SSHSIG".utf8)

    let key: SSHPublicKey
    private let reserved: [UInt8]
    private let hash: String
    private let proof: SSHProof

    init(armored: [UInt8]) throws(SignatureRefusal) {
        var reader = SSHReader(try Self.blob(armored))
        try reader.expect(Self.magic)
        guard try reader.integer() == 1 else { throw .unsupported("its SSH signature is of an unknown version") }
        key = try SSHPublicKey(blob: try reader.bytes())
        let namespace = try reader.text()
        guard namespace == Self.namespace else {
            throw .malformed(
                "its signature was made for '\(Printable.line(namespace, maxBytes: 64))' and not for 'git'")
        }
        reserved = try reader.bytes()
        hash = try reader.text()
        proof = try SSHProof(blob: try reader.bytes())
        try reader.end()
    }

    /// Holds the signature against what should have been signed.
    func verify(_ payload: [UInt8]) throws(SignatureRefusal) {
        var signed = SSHWriter()
        signed.put(raw: Self.magic)
        signed.put(Self.namespace.utf8)
        signed.put(reserved)
        signed.put(hash.utf8)
        signed.put(try digest(payload))
        try key.verify(proof, over: signed.bytes)
    }

    private func digest(_ payload: [UInt8]) throws(SignatureRefusal) -> [UInt8] {
        switch hash {
        case "sha512": Array(SHA512.hash(data: payload))
        case "sha256": Array(SHA256.hash(data: payload))
        default: throw .unsupported("its signature uses the hash '\(Printable.line(hash, maxBytes: 64))'")
        }
    }

    private static func blob(_ armored: [UInt8]) throws(SignatureRefusal) -> [UInt8] {
        let blocks: [[UInt8]]
        do throws(Armor.Broken) {
            blocks = try Armor.blocks(armored, label: label)
        } catch {
            throw .malformed("its signature cannot be read: \(error.message)")
        }
        guard blocks.count == 1 else { throw .malformed("it has \(blocks.count) signatures") }
        return blocks[0]
    }
}

/// The innermost part of a signature: what a key's algorithm made.
struct SSHProof {
    let algorithm: String
    let bytes: [UInt8]
    /// What a security key says of itself (OpenSSH's PROTOCOL.u2f): flags and counter, five bytes; else empty.
    let token: [UInt8]

    init(blob: [UInt8]) throws(SignatureRefusal) {
        var reader = SSHReader(blob)
        algorithm = try reader.text()
        bytes = try reader.bytes()
        if algorithm.hasPrefix("sk-") {
            var token: [UInt8] = []
            for _ in 0..<5 { token.append(try reader.byte()) }
            self.token = token
        } else {
            token = []
        }
        try reader.end()
    }
}
