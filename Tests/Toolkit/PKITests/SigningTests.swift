import FoundationEssentials
import PKI
import Secrets
import Testing

@Suite("The authority signs (P9)")
struct SigningTests {
    private static let organization = UUID()

    private func sign(
        _ commonName: String?, as signer: Signer, device: String? = nil, expires: Int64? = nil,
        key: SigningKey = SigningKey()
    ) throws -> IssuedCertificate {
        let authority = try Authorities.shared
        let request = try CertificateRequest(pem: key.certificateRequest(commonName: commonName))
        return try authority.sign(
            request, as: signer, organization: Self.organization, device: device, expirationSeconds: expires)
    }

    @Test(
        "enrolment certificates", arguments: ["client-enrollment", "client-enrollment-factory.7", "client-enrollment-"])
    func enrollment(name: String) throws {
        let identity = try sign(name, as: .enrollment).identity
        #expect(identity.commonName == name)
        #expect(identity.signer == .enrollment)
        #expect(identity.organization == Self.organization)
        #expect(identity.fingerprint == nil)
    }

    @Test("a device's first certificate for the name of its key only")
    func firstDevice() throws {
        let key = SigningKey()
        let name = try key.fingerprint.text
        for commonName in [name, "device:\(name)"] {
            let identity = try sign(commonName, as: .deviceEnrollment, key: key).identity
            #expect(identity.commonName == "device:\(name)")
            #expect(identity.fingerprint == name)
            #expect(identity.signer == .deviceEnrollment)
        }
    }

    @Test("a renewal for the device that asks, also with a new key")
    func renewal() throws {
        let name = try SigningKey().fingerprint.text
        let identity = try sign(name, as: .deviceManagementRenewal, device: name).identity
        #expect(identity.fingerprint == name)
        #expect(identity.signer == .deviceManagementRenewal)
    }

    private static let refused: [(name: String?, signer: Signer, device: String?, code: PKIError.Code)] = [
        ("client-enrollmentx", .enrollment, nil, .commonName),
        ("Client-enrollment", .enrollment, nil, .commonName),
        ("device:client-enrollment", .enrollment, nil, .commonName),
        ("client-enrollment-\n", .enrollment, nil, .commonName),
        ("client-enrollment-ä", .enrollment, nil, .commonName),
        ("client-enrollment-" + String(repeating: "x", count: 64), .enrollment, nil, .commonName),
        (nil, .enrollment, nil, .commonName),
        ("client-enrollment", .deviceEnrollment, nil, .commonName),
        (String(repeating: "0", count: 52), .deviceEnrollment, nil, .commonName),
        ("device:device:x", .deviceEnrollment, nil, .commonName),
        (nil, .deviceManagementRenewal, nil, .signer),
        (nil, .deviceManagementRenewal, String(repeating: "1", count: 52), .commonName),
        ("client-enrollment", .deviceManagementRenewal, String(repeating: "1", count: 52), .commonName),
    ]

    @Test("not what does not fit the signer", arguments: refused.indices)
    func refuse(index: Int) {
        let item = Self.refused[index]
        #expect(throws: PKIError(item.code, "", fix: "")) { try sign(item.name, as: item.signer, device: item.device) }
    }

    @Test("for the time asked for, which can only be shorter", arguments: [(60, 60), (31_536_001, 31_536_000)])
    func validity(wish: Int64, seconds: Double) throws {
        let before = Date()
        let end = try sign("client-enrollment", as: .enrollment, expires: wish).identity.notAfter
        #expect(end.timeIntervalSince(before) > seconds - 2 && end.timeIntervalSince(before) < seconds + 60)
    }

    @Test("not for no time", arguments: [0, -1, Int64.min])
    func noTime(wish: Int64) {
        #expect(throws: PKIError(.validity, "", fix: "")) {
            try sign("client-enrollment", as: .enrollment, expires: wish)
        }
    }

    @Test("certificates that never outlive the authority")
    func authorityEnd() throws {
        let authority = try Authorities.shared
        let request = try CertificateRequest(pem: SigningKey().certificateRequest(commonName: "client-enrollment"))
        let late = Date().addingTimeInterval(3600 * 86400)
        let issued = try authority.sign(request, as: .enrollment, organization: UUID(), now: late)
        #expect(issued.identity.notAfter < late.addingTimeInterval(60 * 86400))
    }

    @Test("every certificate under another number")
    func serials() throws {
        let key = SigningKey()
        let serials = try (0..<20).map { _ in try sign("client-enrollment", as: .enrollment, key: key).identity.serial }
        #expect(Set(serials).count == 20)
    }
}

/// An authority that tests share, since nothing in it changes.
enum Authorities {
    static var shared: CertificateAuthority {
        get throws { try stored.get() }
    }

    private static let stored = Result<CertificateAuthority, any Error> {
        let path = FileManager.default.temporaryDirectory.path + "/martlet-ca-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try CertificateAuthority.loadOrCreate(in: path)
    }
}
