import Crypto
import FoundationEssentials
import PKI
import SwiftASN1
import Testing
import X509

@Suite("The identity in a certificate (P9)")
struct IdentityTests {
    private static let device = String(repeating: "a", count: 52)
    private static let organization = "6b1f4d3e-0000-4000-8000-000000000001"

    /// A certificate with these names and extensions, signed by whoever.
    private static func certificate(commonNames: [String], extensions: [(last: UInt, value: [UInt8])]) throws -> [UInt8]
    {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(bytes: [0x0A, 0xFF]), publicKey: key.publicKey, notValidBefore: Date(),
            notValidAfter: Date().addingTimeInterval(60), issuer: DistinguishedName(),
            subject: DistinguishedName(commonNames.map { .init(type: .RDNAttributeType.commonName, utf8String: $0) }),
            extensions: Certificate.Extensions(
                extensions.map {
                    .init(oid: [1, 3, 6, 1, 4, 1, 99999, 1, $0.last], critical: false, value: $0.value[...])
                }),
            issuerPrivateKey: key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    private static func string(_ text: String, tag: UInt8 = 0x0C) -> [UInt8] {
        [tag, UInt8(text.utf8.count)] + text.utf8
    }

    @Test("is read from strings of every usual type", arguments: [0x0C, 0x13, 0x16] as [UInt8])
    func read(tag: UInt8) throws {
        let identity = try PeerIdentity(
            certificateDER: Self.certificate(
                commonNames: ["device:\(Self.device)"],
                extensions: [
                    (1, Self.string("flightctl.io/device-enrollment", tag: tag)),
                    (2, Self.string(Self.organization, tag: tag)),
                    (3, Self.string("device:\(Self.device)", tag: tag == 0x13 ? 0x0C : tag)),
                ]))
        #expect(identity.signer == .deviceEnrollment)
        #expect(identity.organization == UUID(uuidString: Self.organization))
        #expect(identity.fingerprint == Self.device)
        #expect(identity.serial == "0aff")
    }

    @Test("without our extensions opens nothing")
    func foreign() throws {
        let identity = try PeerIdentity(certificateDER: Self.certificate(commonNames: ["device:x"], extensions: []))
        #expect(identity.signer == nil && identity.fingerprint == nil && identity.organization == nil)
    }

    @Test("of a signer that is not known has no signer")
    func unknownSigner() throws {
        let identity = try PeerIdentity(
            certificateDER: Self.certificate(commonNames: ["x"], extensions: [(1, Self.string("flightctl.io/ca"))]))
        #expect(identity.signer == nil)
    }

    private static let refused: [(name: String, commonNames: [String], extensions: [(UInt, [UInt8])])] = [
        ("no common name", [], []),
        ("two common names", ["device:\(device)", "device:b"], []),
        (
            "a subject that is not the device", ["device:other"],
            [(1, string("flightctl.io/device-enrollment")), (3, string("device:\(device)"))]
        ),
        ("a device signer without a device", ["device:\(device)"], [(1, string("flightctl.io/device-enrollment"))]),
        (
            "a device name without its prefix", [device],
            [(1, string("flightctl.io/device-enrollment")), (3, string(device))]
        ),
        (
            "an enrolment certificate that names a device", ["client-enrollment"],
            [(1, string("flightctl.io/enrollment")), (3, string("client-enrollment"))]
        ),
        ("a device without a signer", ["device:\(device)"], [(3, string("device:\(device)"))]),
        ("an organization that is no UUID", ["client-enrollment"], [(2, string("default"))]),
        ("an extension that is no string", ["client-enrollment"], [(1, [0x02, 0x01, 0x05])]),
        ("an extension with two strings", ["client-enrollment"], [(1, string("a") + string("b"))]),
        ("an extension that is cut", ["client-enrollment"], [(1, [0x0C, 0x20, 0x41])]),
        ("an extension that is not UTF-8", ["client-enrollment"], [(1, [0x0C, 0x01, 0xFF])]),
    ]

    @Test("is refused with", arguments: refused.map(\.name))
    func refuse(name: String) throws {
        let item = try #require(Self.refused.first { $0.name == name })
        let der = try Self.certificate(commonNames: item.commonNames, extensions: item.extensions)
        #expect(throws: PKIError(.malformed, "", fix: "")) { try PeerIdentity(certificateDER: der) }
    }

    @Test(
        "is refused in bytes that are no certificate",
        arguments: [[], [0], [0x30, 0x80], Array("hello".utf8)] as [[UInt8]])
    func garbage(bytes: [UInt8]) {
        #expect(throws: PKIError(.malformed, "", fix: "")) { try PeerIdentity(certificateDER: bytes) }
    }
}
