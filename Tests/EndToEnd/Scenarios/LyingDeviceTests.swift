import FoundationEssentials
import NIOHTTP1
import NIOSSL
import Nodes
import PKI
import Secrets
import TestSupport
import Testing

@Suite("Devices that lie")
struct LyingDeviceTests {
    private static let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]

    @Test(
        "P9: a device's certificate opens no endpoint of another device and none for enrolment, and changes nothing there"
    )
    func otherDevice() async throws {
        try await Installation.with(Self.files) { installation in
            let (first, second) = (
                try await installation.enrolled("kiosk-1"), try await installation.enrolled("kiosk-2")
            )
            try await installation.eventuallyUpToDate(second)
            let (liar, victim) = (try first.name(), try second.name())
            let door = try AgentDoor(installation.server, first)
            let before = try await installation.users.object("devices/\(victim)")?["status"]?["config"]?.text
            let lie = Self.status(of: victim)
            for (method, path, body) in [
                (HTTPMethod.GET, "devices/\(victim)/rendered", nil),
                (.GET, "devices/\(victim)/rendered?knownRenderedVersion=1", nil),
                (.PUT, "devices/\(victim)/status", lie), (.GET, "enrollmentrequests/\(victim)", nil),
                (.GET, "enrollmentrequests/\(liar)", nil),
                (.POST, "enrollmentrequests", try Self.request(victim, SigningKey())),
                (.GET, "devices/\(victim.uppercased())/rendered", nil),
                (.GET, "devices/%2e%2e/devices/\(victim)/rendered", nil),
            ] {
                let answer = try await door.ask(method, path, body: body)
                #expect((401...404).contains(answer.status), "\(method) \(path): \(answer.status) \(answer.text)")
                #expect(!answer.text.contains("/etc/motd"))
            }
            #expect(try await installation.users.object("devices/\(victim)")?["status"]?["config"]?.text == before)
            #expect(try await door.ask(.GET, "devices/\(liar)/rendered").status == 200)
        }
    }

    @Test("P9: a status that names another device is refused, and neither device's status changes")
    func otherName() async throws {
        try await Installation.with(Self.files) { installation in
            let (first, second) = (
                try await installation.enrolled("kiosk-1"), try await installation.enrolled("kiosk-2")
            )
            let (liar, victim) = (try first.name(), try second.name())
            let answer = try await AgentDoor(installation.server, first).ask(
                .PUT, "devices/\(liar)/status", body: Self.status(of: victim))
            #expect(answer.status == 400)
            for name in [liar, victim] {
                let status = try await installation.users.object("devices/\(name)")?["status"]
                #expect(status?["systemInfo"]?["architecture"]?.string != "liar")
            }
        }
    }

    @Test(
        "P9: an enrolment request in the name of another key cannot be approved, and does not keep the true device out")
    func otherKey() async throws {
        try await Installation.with(Self.files) { installation in
            let device = try await installation.device("kiosk-1")
            try await device.start()
            let victim = try await installation.request(of: device)
            try await device.end()
            try installation.output(await installation.martlet("delete", "er/\(victim)"))

            let (thief, key) = (try await enroller(installation), SigningKey())
            let name = try key.fingerprint.text
            for (asked, commonName) in [(victim, victim), (victim, name), (name, victim), ("kiosk", "kiosk")] {
                let body = try Self.request(asked, key, commonName: commonName)
                _ = try await thief.ask(.POST, "enrollmentrequests", body: body)
                let approval = try await installation.martlet("approve", "er/\(asked)")
                #expect(approval.status == 1, "\(asked) with the common name \(commonName)")
                #expect(try await installation.users.object("devices/\(asked)") == nil)
                try installation.output(await installation.martlet("delete", "er/\(asked)"))
            }
            try await device.start()
            try await installation.approve(device)
            #expect(try device.name() == victim)
            try await expectClosed(to: thief, key, victim, installation)
        }
    }

    /// Whoever may enrol devices may not ask again for one that is enrolled, nor read what it gets.
    private func expectClosed(to thief: AgentDoor, _ key: SigningKey, _ victim: String, _ installation: Installation)
        async throws
    {
        let certificate = try await installation.users.object("enrollmentrequests/\(victim)")?["status"]?[
            "certificate"]?.string
        #expect(try await thief.ask(.POST, "enrollmentrequests", body: Self.request(victim, key)).status == 409)
        #expect(try await thief.ask(.GET, "devices/\(victim)/rendered").status == 401)
        #expect(try await thief.ask(.PUT, "devices/\(victim)/status", body: Self.status(of: victim)).status == 401)
        let now = try await installation.users.object("enrollmentrequests/\(victim)")?["status"]?["certificate"]?.string
        #expect(now == certificate)
    }

    /// Somebody with a certificate to enrol devices with.
    private func enroller(_ installation: Installation) async throws -> AgentDoor {
        let folder = installation.sandbox.path("thief")
        try installation.output(
            await installation.martlet("certificate", "request", "-n", "thief", "-o", "reference", "-d", folder))
        return try AgentDoor(
            installation.server, certificate: try text("\(folder)/certs/client-enrollment-thief.crt"),
            key: try text("\(folder)/certs/client-enrollment-thief.key"))
    }

    @Test("P9: without a certificate, or with one of another authority, the port for devices answers nothing")
    func noCertificate() async throws {
        try await Installation.with(Self.files) { installation in
            let port = installation.server.agentPort
            let authority = try text("\(installation.server.state)/pki/ca.crt")
            await #expect(throws: (any Error).self) {
                try await Answer.of(
                    .GET, "https://127.0.0.1:\(port)/api/v1/devices/x/rendered",
                    tls: try .client(authoritiesPEM: authority, identity: nil))
            }
            let strangers = try CertificateAuthority.loadOrCreate(in: installation.sandbox.path("strangers"))
            let key = SigningKey()
            let issued = try strangers.sign(
                CertificateRequest(pem: try key.certificateRequest()), as: .deviceEnrollment, organization: UUID())
            let door = try AgentDoor(
                installation.server, certificate: issued.pem, key: String(decoding: key.pem.reveal(), as: UTF8.self))
            let name = try key.fingerprint.text
            await #expect(throws: (any Error).self) { try await door.ask(.GET, "devices/\(name)/rendered") }
        }
    }

    private func text(_ path: String) throws -> String {
        try #require(FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) })
    }

    private static func status(of name: String) -> String {
        Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("Device")),
            ("metadata", .object([("name", .string(name))])),
            (
                "status",
                .object([
                    ("config", .object([("renderedVersion", .string("9999"))])),
                    (
                        "systemInfo",
                        .object([("architecture", .string("liar")), ("operatingSystem", .string("linux"))])
                    ),
                ])
            ),
        ]).text
    }

    private static func request(_ name: String, _ key: SigningKey, commonName: String? = nil) throws -> String {
        Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("EnrollmentRequest")),
            ("metadata", .object([("name", .string(name))])),
            ("spec", .object([("csr", .string(try key.certificateRequest(commonName: commonName ?? name)))])),
        ]).text
    }
}

extension Node {
    /// The node as JSON.
    var text: String { String(decoding: canonicalJSON(), as: UTF8.self) }
}
