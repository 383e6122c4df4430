import Enrollment
import FoundationEssentials
import Nodes
import PKI
import SQL
import Secrets
import Store
import TestSupport
import Testing

@Suite struct CertificateTests {
    private static let enrolment = "flightctl.io/enrollment"
    private static let renewal = "flightctl.io/device-management-renewal"

    @Test("an enrolment certificate is signed at once", arguments: ["flightctl.io/enrollment", "enrollment"])
    func signed(signer: String) async throws {
        try await House.with { house async throws in
            let name = "client-enrollment-x1"
            let body = try TestDevice.signing(SigningKey(), name: name, commonName: name, signer: signer)
            let answer = try await house.service.requestCertificate(body, house.scope)
            #expect(try Contract.user().violations(answer, schema: "CertificateSigningRequest") == [])
            let status = try JSON.parse(answer)["status"]
            #expect(status?["conditions"]?.elements?.first?["type"]?.string == "Approved")
            let pem = try #require(Data(base64Encoded: status?["certificate"]?.string ?? ""))
            let identity = try PeerIdentity(certificatePEM: String(decoding: pem, as: UTF8.self))
            #expect(identity.signer == .enrollment)
            #expect(identity.fingerprint == nil)
            #expect(try await refusalCode { try await house.service.requestCertificate(body, house.scope) } == 409)
        }
    }

    @Test(
        "a name that the signer does not sign for is stored as failed, without a certificate",
        arguments: [("client-enrollment", "client-enrollment-a"), ("edge", "edge"), ("client-enrollmentx", "client-enrollmentx")])
    func failed(name: String, commonName: String) async throws {
        try await House.with { house async throws in
            let body = try TestDevice.signing(SigningKey(), name: name, commonName: commonName, signer: Self.enrolment)
            let answer = try await house.service.requestCertificate(body, house.scope)
            #expect(try Contract.user().violations(answer, schema: "CertificateSigningRequest") == [])
            let status = try JSON.parse(answer)["status"]
            #expect(status?["conditions"]?.elements?.first?["type"]?.string == "Failed")
            #expect(status?["certificate"] == nil)
            #expect(try await house.value("select count(*)::text from certificate") == "0")
        }
    }

    @Test(
        "other signers are refused",
        arguments: [
            "flightctl.io/device-enrollment", "flightctl.io/device-management-renewal", "flightctl.io/ca", "kubernetes.io/x",
            "flightctl.io/server-svc",
        ])
    func otherSigner(signer: String) async throws {
        try await House.with { house async throws in
            let body = try TestDevice.signing(SigningKey(), name: "client-enrollment", commonName: "client-enrollment", signer: signer)
            #expect(try await refusalCode { try await house.service.requestCertificate(body, house.scope) } == 400)
        }
    }

    @Test("usages must say what the certificate is for", arguments: [[], ["clientAuth"], ["CA:false"], ["serverAuth", "CA:false"]])
    func usages(usages: [String]) async throws {
        try await House.with { house async throws in
            let body = try TestDevice.signing(
                SigningKey(), name: "client-enrollment", commonName: "client-enrollment", signer: Self.enrolment, usages: usages)
            #expect(try await refusalCode { try await house.service.requestCertificate(body, house.scope) } == 400)
        }
    }

    @Test("the enrolment configuration holds authority, endpoint and the certificate that is asked for")
    func configuration() async throws {
        try await House.with { house async throws in
            let name = "client-enrollment"
            let body = try TestDevice.signing(SigningKey(), name: name, commonName: name, signer: Self.enrolment)
            let request = try JSON.parse(await house.service.requestCertificate(body, house.scope))
            let plain = try await house.service.configuration(request: nil, house.organization)
            let full = try await house.service.configuration(request: name, house.organization)
            for answer in [plain, full] {
                #expect(try Contract.user().violations(answer, schema: "EnrollmentConfig") == [])
            }
            let service = try JSON.parse(full)["enrollment-service"]
            #expect(service?["service"]?["server"]?.string == "https://fleet.test:7443")
            #expect(
                service?["authentication"]?["client-certificate-data"]?.string == request["status"]?["certificate"]?.string)
            #expect(service?["authentication"]?["client-key-data"]?.string == "")
            #expect(try JSON.parse(plain)["enrollment-service"]?["authentication"]?["client-certificate-data"]?.string == "")
            #expect(try await refusalCode { try await house.service.configuration(request: "x", house.organization) } == 404)
        }
    }

    @Test("a device renews its certificate with its own key, and another key or name is refused (P9)")
    func renewal() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            try await house.enrol(device)
            let id = try #require(Int64(try await house.value("select id::text from device") ?? ""))
            let asking = RenewingDevice(id: id, name: device.name)
            func ask(_ key: SigningKey, _ commonName: String, _ suffix: String) async throws -> Node {
                let body = try TestDevice.signing(
                    key, name: "\(device.name)-\(suffix)", commonName: commonName, signer: Self.renewal)
                return try JSON.parse(await house.service.renew(body, device: asking, house.scope))
            }
            let good = try await ask(device.key, device.name, "1")
            #expect(good["status"]?["conditions"]?.elements?.first?["type"]?.string == "Approved")
            #expect(try Contract.agent().violations(good.json(), schema: "CertificateSigningRequest") == [])
            for (key, name, suffix) in [(SigningKey(), device.name, "2"), (device.key, try TestDevice().name, "3")] {
                let bad = try await ask(key, name, suffix)
                #expect(bad["status"]?["conditions"]?.elements?.first?["type"]?.string == "Failed")
                #expect(bad["status"]?["certificate"] == nil)
            }
            let other = "someone-1"
            let body = try TestDevice.signing(device.key, name: other, commonName: device.name, signer: Self.renewal)
            #expect(try await refusalCode { try await house.service.renew(body, device: asking, house.scope) } == 400)
            #expect(
                try await refusalCode {
                    try await house.service.certificateRequest("\(device.name)-1", device: other, house.organization)
                } == 404)
            #expect(try await house.value("select count(*)::text from certificate") == "2")
        }
    }

    @Test("a device that reported its decommissioning, or is gone, gets no further certificate")
    func decommissioned() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            try await house.enrol(device)
            let id = try #require(Int64(try await house.value("select id::text from device") ?? ""))
            let body = try TestDevice.signing(
                device.key, name: "\(device.name)-1", commonName: device.name, signer: Self.renewal)
            try await house.change("update device_status set decommissioning = 'Started'")
            for id in [id, id + 1] {
                let asking = RenewingDevice(id: id, name: device.name)
                #expect(try await refusalCode { try await house.service.renew(body, device: asking, house.scope) } == 401)
            }
            #expect(try await house.value("select count(*)::text from certificate_signing_request") == "0")
        }
    }

    @Test("a device keeps its newest requests only (P10)")
    func bounded() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            try await house.enrol(device)
            let id = try #require(Int64(try await house.value("select id::text from device") ?? ""))
            for number in 0..<8 {
                let body = try TestDevice.signing(
                    device.key, name: "\(device.name)-\(number)", commonName: device.name, signer: Self.renewal)
                _ = try await house.service.renew(body, device: RenewingDevice(id: id, name: device.name), house.scope)
            }
            #expect(
                try await house.value("select string_agg(right(name, 1), '' order by id) from certificate_signing_request")
                    == "34567")
        }
    }

    @Test("removing a device leaves the proof of it, and nothing else")
    func removal() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            try await house.enrol(device)
            try await house.change("update device_target set rendered_version = 9")
            #expect(try await house.service.removeDevice(device.name, house.scope))
            #expect(try await house.service.removeDevice(device.name, house.scope) == false)
            #expect(try await house.value("select name || last_rendered_version from device_tombstone") == "\(device.name)9")
            for table in ["device", "device_target", "device_status", "certificate", "enrollment_request"] {
                #expect(try await house.value("select count(*)::text from \(table)") == "0")
            }
            #expect(try await house.value("select count(*)::text from wake") == "1")
            #expect(try await house.reasons().last == "ResourceDeleted Device")
            try await house.enrol(device)
            #expect(try await house.value("select rendered_version::text from device_target") == "9")
        }
    }
}
