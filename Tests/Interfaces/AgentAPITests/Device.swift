import AgentAPI
import FoundationEssentials
import Enrollment
import Nodes
import PKI
import SQL
import Secrets
import Store
import Testing

/// A device that has been enrolled, with its certificate.
struct Device: Sendable {
    let key: SigningKey
    let name: String
    let id: Int64
    let identity: TLSIdentity
    let serial: String

    /// Lets a new device in through the service.
    static func enrol(_ site: Site, key: SigningKey = SigningKey()) async throws -> Device {
        let name = try key.fingerprint.text
        let request = Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("EnrollmentRequest")),
            ("metadata", .object([("name", .string(name))])),
            ("spec", .object([("csr", .string(try key.certificateRequest()))])),
        ])
        _ = try await site.service.submit(request.json(), site.scope)
        _ = try await site.service.decide(
            name, Array(#"{"approved":true,"labels":{}}"#.utf8), approver: "ada", site.scope)
        let stored = try JSON.parse(await site.service.request(name, site.organization))
        let pem = try #require(stored["status"]?["certificate"]?.string)
        let id = try await site.database.read { connection in
            try connection.query("select id from device where name = $1", [.text(name)]).one().int(0)
        }
        return Device(
            key: key, name: name, id: id, identity: TLSIdentity(certificatePEM: pem, key: key.pem),
            serial: try PeerIdentity(certificatePEM: pem).serial)
    }

    /// Gives the device a rendered spec, as delivery does, and wakes it.
    @discardableResult
    static func render(_ site: Site, _ devices: [Device], spec: String = #"{"config":[],"applications":[]}"#)
        async throws -> Int64
    {
        try await site.database.transaction { connection in
            let body = Array(spec.utf8)
            let rendered = try RenderedSpecs.save(
                connection, site.organization, key: body, hash: Array(repeating: 7, count: 32), body: .plain(body))
            let version = try connection.query(
                """
                update device_target set rendered_id = $1, rendered_version = rendered_version + 1, stale = false
                where device_id = any($2) returning rendered_version
                """,
                [.int(rendered), .intArray(devices.map(\.id))])
            try WakeUps.send(connection, site.organization, devices: devices.map(\.id))
            return try version.first?.int(0) ?? 0
        }
    }

    /// The body of a status report.
    func report(
        version: String = "1", cpu: String = "Healthy", image: String = "quay.io/a/b:1", name: String? = nil,
        updating: String? = nil, more: String = ""
    ) -> [UInt8] {
        let condition = updating.map { state in
            let parts = state.split(separator: "/").map(String.init)
            return
                #"{"type":"Updating","status":"\#(parts[0])","reason":"\#(parts[1])","message":"m","lastTransitionTime":"2026-01-01T00:00:00Z"}"#
        }
        return Array(
            """
            {"apiVersion":"v1beta1","kind":"Device","metadata":{"name":"\(name ?? self.name)"},"status":{
            "conditions":[\(condition ?? "")],
            "systemInfo":{"architecture":"amd64","bootID":"b","operatingSystem":"linux","agentVersion":"1"},
            "applications":[],"applicationsSummary":{"status":"Unknown"},
            "resources":{"cpu":"\(cpu)","memory":"Healthy","disk":"Healthy"},
            "integrity":{"status":"Verified"},"config":{"renderedVersion":"\(version)"},
            "os":{"image":"\(image)","imageDigest":"d"},"updated":{"status":"Unknown"},
            "summary":{"status":"Unknown"},"lifecycle":{"status":"Unknown"}\(more)}}
            """.utf8)
    }
}

/// Waits for a fact that is bound to come, looking again without a fixed pause.
func eventually(_ fact: () async throws -> Bool) async throws {
    for _ in 0..<6000 {
        if try await fact() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("what was waited for did not come")
}

extension Device {
    /// The body of a request for the next certificate.
    func renewal(_ requestName: String) throws -> [UInt8] {
        let pem = try key.certificateRequest()
        return Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("CertificateSigningRequest")),
            ("metadata", .object([("name", .string(requestName))])),
            (
                "spec",
                .object([
                    ("request", .string(Data(pem.utf8).base64EncodedString())),
                    ("signerName", .string("flightctl.io/device-management-renewal")),
                    ("usages", .array([.string("clientAuth"), .string("CA:false")])),
                ])
            ),
        ]).json()
    }
}
