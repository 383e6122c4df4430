import Delivery
import FoundationEssentials
import Jobs
import SQL
import Secrets
import Store
import TestSupport
import Testing

private let template =
    #"{"config":[{"name":"t","secretRef":{"name":"s","namespace":"n","mountPath":"/etc/x","user":"app"}}]}"#
private let canary = "canary-7f3a9"

extension DeliveryFixture {
    /// Puts a key of the secret `n/s` there.
    fileprivate func put(_ key: String, _ value: String) throws {
        let folder = "\(secrets)/n/s"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AtomicFile.write(Array(value.utf8), to: "\(folder)/\(key)", mode: 0o600)
    }

    /// The text of the newest rendered spec of a device, base64 contents decoded by the caller.
    fileprivate func rendered(_ device: String) async throws -> (spec: String, concealed: [String]) {
        let id = try await texts(
            "select rendered_id::text from device_target t join device d on d.id = t.device_id where d.name = '\(device)'"
        )
        let body = try await store.database.read {
            try RenderedSpecs.body($0, id: Int64(id.first ?? "") ?? 0)
        }
        let found = try #require(body)
        return (String(decoding: try store.revealed(found), as: UTF8.self), found.concealed)
    }

    /// Every column of every table that the delivery writes, as text, where any holds this.
    fileprivate func tables(holding text: String) async throws -> [String] {
        let encoded = Data(text.utf8).base64EncodedString().dropLast(4)
        let hex = text.utf8.map { String($0, radix: 16) }.joined()
        let encodedHex = encoded.utf8.map { String($0, radix: 16) }.joined()
        var found: [String] = []
        for table in try await texts("select tablename from pg_tables where schemaname = current_schema()") {
            let rows = try await texts(
                "select 'x' from \(table) r where r::text ~ '\(text)|\(encoded)|\(hex)|\(encodedHex)' limit 1")
            if !rows.isEmpty { found.append(table) }
        }
        return found
    }

    /// A device whose fleet's template has the secret, and has it.
    fileprivate func deliverSecret() async throws {
        try put("token", canary)
        try await declare(fleet: "f", template: template)
        try await enroll(["d1": #"{"fleet":"f"}"#])
        try await settle()
    }
}

@Suite("Secrets in specs (P9)")
struct SecretTests {
    @Test("the keys of a secret reach the device, and stand in no table: not in frozen files, specs, events or jobs")
    func delivers() async throws {
        try await DeliveryFixture.with { fixture in
            try fixture.put("token", canary)
            try await fixture.declare(fleet: "f", template: template)
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#, "d2": #"{"fleet":"f"}"#])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1", "d2=1"])
            let (spec, concealed) = try await fixture.rendered("d1")
            #expect(spec.contains(Data(canary.utf8).base64EncodedString()))
            #expect(concealed == ["/etc/x/token"])
            #expect(try await fixture.tables(holding: canary) == [])
            #expect(try await fixture.texts("select 'x' from rendered").count == 1)
        }
    }

    @Test("what is frozen stays as it was until the secret is looked at again; then a new version has the new value")
    func freezes() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.deliverSecret()
            try fixture.put("token", "next-\(canary)")
            try await fixture.enroll(["d2": #"{"fleet":"f"}"#])
            try await fixture.settle()
            #expect(try await fixture.rendered("d2").spec == fixture.rendered("d1").spec)
            try await fixture.refresh("f")
            #expect(try await fixture.texts("select name from template_version").count == 2)
            #expect(try await fixture.texts("select 'x' from rendered").count == 2)
            #expect(try await fixture.versions() == ["d1=2", "d2=2"])
            #expect(try await fixture.tables(holding: canary) == [])
            try await fixture.refresh("f")
            #expect(try await fixture.texts("select name from template_version").count == 2)
        }
    }

    @Test("a secret is looked at like a repository: a changed key makes a new version, and nothing of it is told")
    func polls() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.deliverSecret()
            try await fixture.poll()
            try await fixture.settle()
            #expect(try await fixture.texts("select name from template_version").count == 1)
            try fixture.put("token", "next-\(canary)")
            try await fixture.poll()
            try await fixture.settle()
            #expect(try await fixture.texts("select name from template_version").count == 2)
            #expect(
                try await fixture.texts("select message from event where reason = 'DependencyChangeDetected'").first?
                    .hasPrefix("secret:n/s is now ") == true)
            #expect(try await fixture.tables(holding: canary) == [])
        }
    }

    @Test("a sealed row opens in its own place alone")
    func staysInPlace() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.deliverSecret()
            try await fixture.store.database.transaction {
                _ = try $0.query("update rendered set key = key || '\\x00'::bytea", [])
            }
            await #expect(throws: SealError.self) { try await fixture.rendered("d1") }
        }
    }

    @Test("a secret that is not there makes the fleet invalid, says what to do, and is delivered when it is")
    func waits() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: template)
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=0"])
            let error = try await fixture.texts("select error from template_version").first
            #expect(error?.contains("put it below \(fixture.secrets)") == true)
            try fixture.put("token", canary)
            try await fixture.settle(early: true)
            #expect(try await fixture.versions() == ["d1=1"])
        }
    }

    @Test("a key that would take the place of what the agent lives from is refused, and nothing of it is told")
    func refusesForbidden() async throws {
        try await DeliveryFixture.with { fixture in
            try fixture.put("config.yaml", canary)
            try await fixture.declare(fleet: "f", template: template.replacing("/etc/x", with: "/etc/flightctl"))
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=0"])
            #expect(
                try await fixture.texts("select error from template_version").first?.contains("agent's own") == true)
            #expect(try await fixture.tables(holding: canary) == [])
        }
    }

    @Test("a secret named by a label is fetched for the devices that name it; one that is missing fails those alone")
    func byLabel() async throws {
        try await DeliveryFixture.with { fixture in
            try fixture.put("token", canary)
            try await fixture.declare(
                fleet: "f", template: template.replacing("\"s\"", with: "\"{{ .metadata.labels.key }}\""))
            try await fixture.enroll(["d1": #"{"fleet":"f","key":"s"}"#, "d2": #"{"fleet":"f","key":"none"}"#])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1", "d2=0"])
            #expect(
                try await fixture.texts("select error from device_target where error is not null").first?
                    .contains("n/none") == true)
        }
    }
}
