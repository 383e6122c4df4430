import Crypto
import FoundationEssentials
import Testing
import _CryptoExtras

@testable import Signatures

@Suite("Security keys, and signatures that no program makes")
struct SecurityKeyTests {
    static let payload = Array("tree 1\n\nmessage\n".utf8)

    static func signed(_ key: SoftSecurityKey, flags: UInt8, hash: String = "sha512") throws -> Signed {
        let armored = try SSHForge.signature(key: key.blob, payload: payload, hash: hash) {
            try key.prove($0, flags: flags)
        }
        return Signed(armored: armored, payload: payload)
    }

    @Test(
        "A signature of a touched security key is verified; ssh-keygen agrees", arguments: SoftSecurityKey.Kind.allCases
    )
    func touched(_ kind: SoftSecurityKey.Kind) async throws {
        try await Bench.with { bench in
            let key = SoftSecurityKey(kind)
            for flags in [1, 5] as [UInt8] {
                let commit = try Self.signed(key, flags: flags, hash: flags == 1 ? "sha512" : "sha256")
                let signer = try await commit.signer(ssh: "anna \(key.line)")
                #expect(signer.name == "anna")
                let file = "\(bench.folder)/signature"
                try Data(try #require(commit.armored)).write(to: URL(filePath: file))
                try Data("anna \(key.line)\n".utf8).write(to: URL(filePath: "\(bench.folder)/signers"))
                try await bench.run(
                    "ssh-keygen",
                    ["-Y", "verify", "-n", "git", "-s", file, "-I", "anna", "-f", "\(bench.folder)/signers"],
                    input: Self.payload)
            }
        }
    }

    @Test("Untouched, for another application, over other bytes: refused", arguments: SoftSecurityKey.Kind.allCases)
    func refused(_ kind: SoftSecurityKey.Kind) async throws {
        let key = SoftSecurityKey(kind)
        for flags in [0, 4, 0xfe] as [UInt8] {
            let commit = try Self.signed(key, flags: flags)
            #expect(
                await commit.refusal(ssh: "a \(key.line)")
                    == .unsupported)
        }
        var commit = try Self.signed(key, flags: 1)
        var other = key
        other.application = "ssh:other"
        let line = other.line
        #expect(
            await commit.refusal(ssh: "a \(line)")
                == .untrusted)
        commit.payload.append(1)
        #expect(
            await commit.refusal(ssh: "a \(key.line)")
                == .wrong)
        // What the key says of itself is signed as well: the touch cannot be added afterwards.
        let lied = try SSHForge.signature(key: key.blob, payload: Self.payload) { bytes in
            var proof = try key.prove(bytes, flags: 0)
            proof[proof.count - 5] = 1
            return proof
        }
        let forged = Signed(armored: lied, payload: Self.payload)
        #expect(
            await forged.refusal(ssh: "a \(key.line)") == .wrong)
    }

    @Test(
        "An RSA signature with SHA-1 is refused, and one of another key's kind",
        arguments: ["ssh-rsa", "ssh-ed25519", ""])
    func sha1(_ algorithm: String) async throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let parts = try key.publicKey.getKeyPrimitives()
        let blob = SSHForge.values(
            Array("ssh-rsa".utf8), SSHForge.number(parts.publicExponent), SSHForge.number(parts.modulus))
        func commit(_ algorithm: String) throws -> Signed {
            let armored = try SSHForge.signature(key: blob, payload: Self.payload) { bytes in
                let signature =
                    algorithm == "rsa-sha2-256"
                    ? try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
                    : try key.signature(for: Insecure.SHA1.hash(data: bytes), padding: .insecurePKCS1v1_5)
                return SSHForge.values(Array(algorithm.utf8), Array(signature.rawRepresentation))
            }
            return Signed(armored: armored, payload: Self.payload)
        }
        let line = SSHForge.line(blob, type: "ssh-rsa")
        #expect(try await commit("rsa-sha2-256").signer(ssh: "anna \(line)").name == "anna")
        let weak = try commit(algorithm)
        let code = await weak.refusal(ssh: "anna \(line)")
        #expect(code == (algorithm == "ssh-rsa" ? .unsupported : .malformed))
        let mislabelled = try commit("rsa-sha2-512")
        #expect(
            await mislabelled.refusal(ssh: "a \(line)") == .wrong)
    }
}
