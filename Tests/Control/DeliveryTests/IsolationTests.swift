import Delivery
import FoundationEssentials
import SQL
import Secrets
import Store
import Testing

@Suite("One fleet that cannot go on keeps no other from its devices")
struct IsolationTests {
    /// Two fleets with a device each, and two without, of which `a` and `c` are damaged with their second version.
    @Test(
        "by its policy, its rollout or its template",
        arguments: [
            """
            update resource set spec = jsonb_set(spec, '{rolloutPolicy}', '{"deviceSelection":{"strategy":"Unheard"}}')
            where name in ('a', 'c')
            """,
            "update rollout set state = 'Unheard' where fleet_id = (select id from resource where name = 'a')",
            """
            update template_version set spec = '{"config":[{"name":"a","inline":[{"path":"/a","content":"{{ if"}]}]}'
            where name = 'v2' and fleet_id = (select id from resource where name = 'a')
            """,
        ])
    func others(damage: String) async throws {
        try await DeliveryFixture.with { fixture in
            for fleet in ["a", "b", "c", "d"] { try await fixture.declare(fleet: fleet, template: inline("one")) }
            try await fixture.enroll(["d1": #"{"fleet":"a"}"#, "d2": #"{"fleet":"b"}"#])
            try await fixture.settle()
            try await fixture.connect()
            for device in ["d1", "d2"] { try await fixture.report(device) }
            for fleet in ["a", "b", "c", "d"] { try await fixture.declare(fleet: fleet, template: inline("two")) }
            try await fixture.store.database.transaction { try $0.execute(script: damage) }
            await #expect(throws: (any Error).self) { try await fixture.deliver() }
            #expect(try await fixture.versions() == ["d1=1", "d2=2"])
            let completed = try await fixture.texts(
                "select v.name from rollout o join template_version v on v.id = o.tv_id join resource r on r.id = o.fleet_id "
                    + "where r.name = 'd' order by o.id")
            #expect(completed == ["v1", "v2"])
        }
    }

    @Test("a secret that was sealed with another key fails for the devices that get it, which say so")
    func sealed() async throws {
        try await DeliveryFixture.with { fixture in
            let folder = "\(fixture.secrets)/n/s"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try AtomicFile.write(Array("value".utf8), to: "\(folder)/key", mode: 0o600)
            let secret = #"{"config":[{"name":"t","secretRef":{"name":"s","namespace":"n","mountPath":"/etc/x"}}]}"#
            try await fixture.declare(fleet: "a", template: secret)
            try await fixture.declare(fleet: "b", template: inline("one"))
            try await fixture.settle()
            try await fixture.store.database.transaction {
                try $0.execute(script: "update content set key_id = 'other' where key_id is not null")
            }
            try await fixture.enroll(["d1": #"{"fleet":"a"}"#, "d2": #"{"fleet":"b"}"#])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=0", "d2=1"])
            let error = try await fixture.texts("select error from device_target where error is not null")
            #expect(error.first?.contains("config provider 't'") == true)
        }
    }

    @Test("P10: large specs are stored a few at a time, whatever their number")
    func large() async throws {
        try await DeliveryFixture.with { fixture in
            let large = String(repeating: "x", count: 1 << 20)
            let files = (1...3).map { #"{"path":"/\#($0)","content":"\#(large)"}"# }.joined(separator: ",")
            try await fixture.declare(
                fleet: "f",
                template:
                    #"{"config":[{"name":"a","inline":[{"path":"/a","content":"{{ .metadata.name }}"},\#(files)]}]}"#)
            try await fixture.enroll(
                Dictionary(uniqueKeysWithValues: (1...3).map { ("d\($0)", #"{"fleet":"f"}"#) }))
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1", "d2=1", "d3=1"])
            #expect(try await fixture.texts("select distinct xmin::text from rendered").count == 2)
        }
    }
}
