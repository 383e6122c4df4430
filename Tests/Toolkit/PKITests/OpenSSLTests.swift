import FoundationEssentials
import PKI
import Secrets
import Testing

@Suite("OpenSSL agrees")
struct OpenSSLTests {
    @Test("with a device's certificate: chain, purpose, subject and extensions")
    func device() async throws {
        try await withDirectory { directory in
            let authority = try CertificateAuthority.loadOrCreate(in: directory)
            let key = SigningKey()
            let name = try key.fingerprint.text
            let organization = try #require(UUID(uuidString: "6B1F4D3E-0000-4000-8000-000000000001"))
            let issued = try authority.sign(
                CertificateRequest(pem: key.certificateRequest()), as: .deviceEnrollment, organization: organization)
            let path = directory + "/device.crt"
            try issued.pem.write(toFile: path, atomically: true, encoding: .utf8)

            let verdict = try await OpenSSL.run(
                "verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", directory + "/ca.crt", path)
            #expect(verdict.contains("OK"))
            await #expect(throws: OpenSSL.Failure.self) {
                try await OpenSSL.run("verify", "-purpose", "sslserver", "-CAfile", directory + "/ca.crt", path)
            }
            let text = try await OpenSSL.run("x509", "-in", path, "-noout", "-text", "-serial")
            #expect(text.contains("Subject: CN = device:\(name)"))
            #expect(text.contains("CA:FALSE"))
            #expect(text.lowercased().contains("serial=" + issued.identity.serial))
            let structure = try await OpenSSL.run("asn1parse", "-in", path)
            for (number, value) in [
                (1, "flightctl.io/device-enrollment"), (2, "6b1f4d3e-0000-4000-8000-000000000001"),
                (3, "device:\(name)"),
            ] {
                let octets = ([0x0C, UInt8(value.utf8.count)] + Array(value.utf8)).map { byte in
                    let digits = String(byte, radix: 16, uppercase: true)
                    return digits.count == 1 ? "0" + digits : digits
                }
                let lines = structure.split(separator: "\n")
                let index = try #require(lines.firstIndex { $0.hasSuffix(":1.3.6.1.4.1.99999.1.\(number)") })
                #expect(lines[index + 1].hasSuffix("[HEX DUMP]:" + octets.joined()))
            }
        }
    }

    @Test("with the server's certificate for every name")
    func server() async throws {
        try await withDirectory { directory in
            let authority = try CertificateAuthority.loadOrCreate(in: directory)
            _ = try authority.serverIdentity(in: directory, hosts: ["fleet.example.com", "127.0.0.1", "::1"])
            for check in [
                ["-verify_hostname", "fleet.example.com"], ["-verify_ip", "127.0.0.1"], ["-verify_ip", "::1"],
            ] {
                let verdict = try await OpenSSL.run(
                    "verify", "-x509_strict", "-purpose", "sslserver", check[0], check[1], "-CAfile",
                    directory + "/ca.crt", directory + "/server.crt")
                #expect(verdict.contains("OK"))
            }
            await #expect(throws: OpenSSL.Failure.self) {
                try await OpenSSL.run(
                    "verify", "-verify_hostname", "evil.example.com", "-CAfile", directory + "/ca.crt",
                    directory + "/server.crt")
            }
        }
    }

    @Test("with our certificate requests")
    func request() async throws {
        try await withDirectory { directory in
            let key = SigningKey()
            try key.certificateRequest().write(toFile: directory + "/r.csr", atomically: true, encoding: .utf8)
            let text = try await OpenSSL.run("req", "-in", directory + "/r.csr", "-verify", "-noout", "-text")
            #expect(text.contains("verify OK"))
            #expect(text.contains("CN = \(try key.fingerprint.text)"))
            #expect(text.contains("ecdsa-with-SHA256"))
        }
    }
}
