import FoundationEssentials
import PKI
import Secrets
import Testing

@Suite("The authority's files")
struct AuthorityTests {
    @Test("are the same after a restart, and what was signed before stays good")
    func restart() async throws {
        try await withDirectory { directory in
            let first = try CertificateAuthority.loadOrCreate(in: directory + "/deep/pki")
            let second = try CertificateAuthority.loadOrCreate(in: directory + "/deep/pki")
            #expect(first.certificatePEM == second.certificatePEM)
            #expect(try AtomicFile.readSecret(directory + "/deep/pki/ca.key") != nil)
        }
    }

    @Test("are completed when a crash left only the key (P7)")
    func keyOnly() async throws {
        try await withDirectory { directory in
            let first = try CertificateAuthority.loadOrCreate(in: directory)
            let issued = try first.sign(
                CertificateRequest(pem: SigningKey().certificateRequest(commonName: "client-enrollment")),
                as: .enrollment, organization: UUID())
            try FileManager.default.removeItem(atPath: directory + "/ca.crt")
            _ = try CertificateAuthority.loadOrCreate(in: directory)
            try issued.pem.write(toFile: directory + "/client.crt", atomically: true, encoding: .utf8)
            let verdict = try await OpenSSL.run(
                "verify", "-CAfile", directory + "/ca.crt", directory + "/client.crt")
            #expect(verdict.contains("OK"))
        }
    }

    @Test("are refused when the key is lost, and nothing is overwritten")
    func certificateOnly() async throws {
        try await withDirectory { directory in
            let first = try CertificateAuthority.loadOrCreate(in: directory)
            try FileManager.default.removeItem(atPath: directory + "/ca.key")
            #expect(throws: PKIError(.mismatchedPair, "", fix: "")) {
                try CertificateAuthority.loadOrCreate(in: directory)
            }
            #expect(try AtomicFile.read(directory + "/ca.crt") == Array(first.certificatePEM.utf8))
            #expect(try AtomicFile.read(directory + "/ca.key") == nil)
        }
    }

    @Test("are refused when they belong to two authorities")
    func mixed() async throws {
        try await withDirectory { directory in
            _ = try CertificateAuthority.loadOrCreate(in: directory + "/a")
            _ = try CertificateAuthority.loadOrCreate(in: directory + "/b")
            try FileManager.default.removeItem(atPath: directory + "/a/ca.key")
            try FileManager.default.copyItem(atPath: directory + "/b/ca.key", toPath: directory + "/a/ca.key")
            #expect(throws: PKIError(.mismatchedPair, "", fix: "")) {
                try CertificateAuthority.loadOrCreate(in: directory + "/a")
            }
        }
    }

    @Test("are refused when expired, when open to everyone, and when damaged")
    func unusable() async throws {
        try await withDirectory { directory in
            _ = try CertificateAuthority.loadOrCreate(in: directory)
            let later = Date().addingTimeInterval(3651 * 86400)
            #expect(throws: PKIError(.expired, "", fix: "")) {
                try CertificateAuthority.loadOrCreate(in: directory, now: later)
            }
            let key = try #require(try AtomicFile.read(directory + "/ca.key"))
            try AtomicFile.write(key, to: directory + "/ca.key", mode: 0o644)
            #expect(throws: PKIError(.file, "", fix: "")) { try CertificateAuthority.loadOrCreate(in: directory) }
            try AtomicFile.write(Array(key.dropLast(80)), to: directory + "/ca.key", mode: 0o600)
            #expect(throws: PKIError(.malformed, "", fix: "")) { try CertificateAuthority.loadOrCreate(in: directory) }
        }
    }

    @Test("keep the server's certificate until its names, its end or its authority ask for a new one")
    func server() async throws {
        try await withDirectory { directory in
            let authority = try CertificateAuthority.loadOrCreate(in: directory)
            let hosts = ["localhost", "127.0.0.1", "::1"]
            let first = try authority.serverIdentity(in: directory, hosts: hosts)
            #expect(try authority.serverIdentity(in: directory, hosts: hosts).certificatePEM == first.certificatePEM)
            let renamed = try authority.serverIdentity(in: directory, hosts: ["localhost", "127.0.0.1"])
            #expect(renamed.certificatePEM != first.certificatePEM)
            let late = Date().addingTimeInterval(720 * 86400)
            let renewed = try authority.serverIdentity(in: directory, hosts: ["localhost", "127.0.0.1"], now: late)
            #expect(renewed.certificatePEM != renamed.certificatePEM)
            let other = try CertificateAuthority.loadOrCreate(in: directory + "/other")
            let foreign = try other.serverIdentity(in: directory, hosts: ["localhost", "127.0.0.1"], now: late)
            #expect(foreign.certificatePEM != renewed.certificatePEM)
        }
    }

    @Test("mend a server's certificate that a crash left with another key (P7)")
    func serverPair() async throws {
        try await withDirectory { directory in
            let authority = try CertificateAuthority.loadOrCreate(in: directory)
            _ = try authority.serverIdentity(in: directory, hosts: ["localhost"])
            try AtomicFile.write(SigningKey().pem.reveal(), to: directory + "/server.key", mode: 0o600)
            let mended = try authority.serverIdentity(in: directory, hosts: ["localhost"])
            #expect(try AtomicFile.read(directory + "/server.key") == mended.key.reveal())
        }
    }

    @Test("refuse names that are none", arguments: ["", "a b", "bücher.example", String(repeating: "a", count: 254)])
    func badNames(host: String) throws {
        let authority = try Authorities.shared
        #expect(throws: PKIError(.commonName, "", fix: "")) {
            try authority.serverIdentity(in: "/nonexistent", hosts: [host])
        }
        #expect(throws: PKIError(.commonName, "", fix: "")) {
            try authority.serverIdentity(in: "/nonexistent", hosts: [])
        }
    }

    @Test("a key is kept over restarts and its text is never in an error")
    func key() async throws {
        try await withDirectory { directory in
            let first = try SigningKey.loadOrCreate(directory + "/agent.key")
            #expect(try SigningKey.loadOrCreate(directory + "/agent.key").pem == first.pem)
            let broken = first.pem.revealText().replacing("PRIVATE", with: "SECRET")
            #expect {
                try SigningKey(pem: Secret(text: broken))
            } throws: { error in
                let body = broken.split(separator: "\n")[1]
                return (error as? PKIError)?.code == .malformed && !"\(error)".contains(body)
            }
        }
    }
}
