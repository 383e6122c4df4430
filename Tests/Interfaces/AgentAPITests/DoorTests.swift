import AgentAPI
import Enrollment
import FoundationEssentials
import HTTPFront
import PKI
import SQL
import Secrets
import Store
import TestSupport
import Testing

/// P9: a client certificate opens its own device's endpoints and nothing else.
@Suite struct DoorTests {
    /// Endpoints of a device, by method and path with `NAME` for its name.
    private static let deviceEndpoints = [
        ("GET", "/devices/NAME/rendered", "/devices/{name}/rendered"),
        ("PUT", "/devices/NAME/status", "/devices/{name}/status"),
        ("POST", "/certificatesigningrequests", "/certificatesigningrequests"),
        ("GET", "/certificatesigningrequests/NAME-1", "/certificatesigningrequests/{name}"),
    ]
    private static let enrolmentEndpoints = [
        ("POST", "/enrollmentrequests", "/enrollmentrequests"),
        ("GET", "/enrollmentrequests/NAME", "/enrollmentrequests/{name}"),
    ]

    private static func enroller(_ site: Site, _ authority: CertificateAuthority? = nil) throws -> TLSIdentity {
        let key = SigningKey()
        let request = try CertificateRequest(pem: key.certificateRequest(commonName: "client-enrollment"))
        let issued = try (authority ?? site.authority).sign(request, as: .enrollment, organization: site.scope.uid)
        return TLSIdentity(certificatePEM: issued.pem, key: key.pem)
    }

    @Test("a device's certificate opens its own device and no other (P9)")
    func otherDevice() async throws {
        try await Site.with { site async throws in
            let mine = try await Device.enrol(site)
            let other = try await Device.enrol(site)
            try await Device.render(site, [mine, other])
            try await Client.with(site, mine.identity) { client async throws in
                #expect(try await client.rendered(mine.name).code == 200)
                #expect(try await client.rendered(other.name).code == 401)
                #expect(try await client.rendered("nobody").code == 401)
                #expect(try await client.report(other.name, other.report()).code == 401)
                #expect(try await client.report(mine.name, mine.report(name: other.name)).code == 400)
                #expect(try await client.report(mine.name, mine.report()).code == 200)
            }
            #expect(try await site.value("select count(*)::text from device_status where reported_version = 1") == "1")
        }
    }

    @Test("a device's certificate does not enrol, and an enrolment certificate is no device (P9)")
    func wrongSigner() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Client.with(site, device.identity) { client async throws in
                for (method, path, template) in Self.enrolmentEndpoints {
                    let path = path.replacing("NAME", with: device.name)
                    #expect(try await client.send(method, path, method == "POST" ? [] : nil, template: template).code == 401)
                }
            }
            try await Client.with(site, try Self.enroller(site)) { client async throws in
                for (method, path, template) in Self.deviceEndpoints {
                    let path = path.replacing("NAME", with: device.name)
                    let body = method == "GET" ? nil : device.report()
                    #expect(try await client.send(method, path, body, template: template).code == 401)
                }
                #expect(
                    try await client.send("GET", "/enrollmentrequests/\(device.name)", template: "/enrollmentrequests/{name}").code
                        == 200)
            }
        }
    }

    @Test("no certificate, and one of another authority, end in the handshake (P9)", arguments: ["none", "foreign"])
    func handshake(what: String) async throws {
        try await Site.with { site async throws in
            let folder = TestFolder.make("foreign")
            defer { TestFolder.remove(folder) }
            let foreign = try CertificateAuthority.loadOrCreate(in: folder)
            let identity = what == "none" ? nil : try Self.enroller(site, foreign)
            await #expect(throws: (any Error).self) {
                try await Client.with(site, identity) { client async throws in
                    try await client.send("GET", "/enrollmentrequests/x", template: "/enrollmentrequests/{name}")
                }
            }
        }
    }

    @Test("a certificate of the authority without a purpose opens nothing (P9)")
    func noPurpose() async throws {
        try await Site.with { site async throws in
            let folder = TestFolder.make("server")
            defer { TestFolder.remove(folder) }
            let server = try site.authority.serverIdentity(in: folder, hosts: ["127.0.0.1"])
            // Refused in the handshake (it is for servers) or at the door; never let in.
            let code = try? await Client.with(site, server) { client async throws in
                try await client.send("GET", "/enrollmentrequests/x", template: "/enrollmentrequests/{name}").code
            }
            #expect(code == nil || code == 401)
        }
    }

    @Test("a revoked certificate opens nothing from the next request on, and a held poll ends (P9)")
    func revoked() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name).code == 200)
                async let held = client.rendered(device.name, known: "1")
                try await eventually { site.api.parkedPolls == 1 }
                let isRevoked = try await site.database.transaction {
                    try Certificates.revoke($0, site.organization, serial: device.serial)
                }
                #expect(isRevoked)
                #expect(try await held.code == 401)
                #expect(try await client.rendered(device.name).code == 401)
                #expect(try await client.report(device.name, device.report()).code == 401)
            }
        }
    }

    @Test("a revoked enrolment certificate enrols nobody (P9)")
    func revokedEnroller() async throws {
        try await Site.with { site async throws in
            let identity = try Self.enroller(site)
            let serial = try PeerIdentity(certificatePEM: identity.certificatePEM).serial
            _ = try await site.database.transaction { connection in
                try Certificates.record(
                    connection, site.organization, serial: serial, device: nil, fingerprint: "",
                    signer: "flightctl.io/enrollment", notAfter: 4_000_000_000)
                return try Certificates.revoke(connection, site.organization, serial: serial)
            }
            try await Client.with(site, identity) { client async throws in
                #expect(
                    try await client.send("GET", "/enrollmentrequests/x", template: "/enrollmentrequests/{name}").code == 401)
            }
        }
    }

    @Test("a certificate of an organization that is not here enrols nobody (P9)")
    func otherOrganization() async throws {
        try await Site.with { site async throws in
            let key = SigningKey()
            let request = try CertificateRequest(pem: key.certificateRequest(commonName: "client-enrollment"))
            let issued = try site.authority.sign(request, as: .enrollment, organization: UUID())
            try await Client.with(site, TLSIdentity(certificatePEM: issued.pem, key: key.pem)) { client async throws in
                #expect(
                    try await client.send("GET", "/enrollmentrequests/x", template: "/enrollmentrequests/{name}").code == 401)
            }
        }
    }
}
