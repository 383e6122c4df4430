import PKI
import Secrets
import Testing

@Suite("A certificate request (P9)")
struct RequestTests {
    @Test("names a device as the reference says", arguments: Vectors.accepted.map(\.name))
    func fingerprint(name: String) throws {
        let vector = try #require(Vectors.accepted.first { $0.name == name })
        let request = try CertificateRequest(pem: vector.request)
        #expect(request.fingerprint.text == vector.fingerprint)
        #expect(request.commonName == "client-enrollment")
    }

    @Test("of our own making is accepted and carries the key's name")
    func own() throws {
        let key = SigningKey()
        let request = try CertificateRequest(pem: key.certificateRequest())
        #expect(request.commonName == (try key.fingerprint.text))
        #expect(request.fingerprint == (try key.fingerprint))
    }

    private static let refused: [(name: String, text: String, code: PKIError.Code)] = [
        ("nothing", "", .malformed),
        ("garbage", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----", .malformed),
        ("not base64", "-----BEGIN CERTIFICATE REQUEST-----\n!!!!\n-----END CERTIFICATE REQUEST-----", .malformed),
        ("another kind of PEM", Vectors.plainRequest.replacing("CERTIFICATE REQUEST", with: "CERTIFICATE"), .malformed),
        ("two requests", Vectors.plainRequest + "\n" + Vectors.rsaRequest, .malformed),
        ("cut off", String(Vectors.plainRequest.dropLast(60)), .malformed),
        ("too large", Vectors.plainRequest + String(repeating: "\n", count: 32 * 1024), .tooLarge),
        ("RSA 1024", Vectors.smallRequest, .unsupportedKey),
        ("Ed25519", Vectors.edRequest, .unsupportedKey),
        ("two common names", Vectors.twoRequest, .commonName),
        ("no common name", Vectors.noneRequest, .commonName),
    ]

    @Test("is refused", arguments: refused.map(\.name))
    func refuse(name: String) throws {
        let item = try #require(Self.refused.first { $0.name == name })
        #expect(throws: PKIError(item.code, "", fix: "")) { try CertificateRequest(pem: item.text) }
    }

    @Test("is refused when it was not signed by its own key")
    func foreignSignature() throws {
        var der = try #require(PEMBytes.decode(Vectors.plainRequest))
        // The signature stands at the end; any other value of its last byte is another signature.
        der[der.count - 1] ^= 1
        #expect(throws: PKIError(.badSignature, "", fix: "")) {
            try CertificateRequest(pem: PEMBytes.encode(der, "CERTIFICATE REQUEST"))
        }
    }

    @Test("that was taken apart and put together again is accepted, so that the refusals here mean something")
    func control() throws {
        let der = try #require(PEMBytes.decode(Vectors.plainRequest))
        #expect(throws: Never.self) { try CertificateRequest(pem: PEMBytes.encode(der, "CERTIFICATE REQUEST")) }
    }

    @Test("that is damaged anywhere is refused, and nothing crashes")
    func fuzz() throws {
        let der = try #require(PEMBytes.decode(Vectors.plainRequest))
        var random = SeededGenerator(seed: 20)
        for _ in 0..<400 {
            var bad = der
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                bad[Int.random(in: bad.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            }
            if bad == der { continue }
            #expect(throws: PKIError.self) {
                try CertificateRequest(pem: PEMBytes.encode(bad, "CERTIFICATE REQUEST"))
            }
        }
    }
}
