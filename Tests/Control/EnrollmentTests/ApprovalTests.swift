import Enrollment
import Nodes
import PKI
import SQL
import Secrets
import Store
import Synchronization
import TestSupport
import Testing
import Wire

@Suite struct ApprovalTests {
    private static let yes = Array(#"{"approved":true,"labels":{}}"#.utf8)

    @Test("an approval makes certificate, device, events and the delivery's work in one transaction (P7)")
    func approved() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            let approval = try await house.enrol(device)
            #expect(try Contract.user().violations(approval, schema: "EnrollmentRequestApprovalStatus") == [])
            let request = try JSON.parse(await house.service.request(device.name, house.organization))
            let status = request["status"]
            #expect(status?["conditions"]?.elements?.first?["type"]?.string == "Approved")
            let identity = try PeerIdentity(certificatePEM: status?["certificate"]?.string ?? "")
            #expect(identity.fingerprint == device.name)
            #expect(identity.signer == .deviceEnrollment)
            #expect(identity.organization == house.scope.uid)
            #expect(try await house.value("select encode(serial, 'hex') from certificate") == identity.serial)
            #expect(try await house.value("select count(*)::text from device_dirty") == "1")
            #expect(try await house.value("select count(*)::text from job where kind = 'deliver'") == "1")
            #expect(
                try await house.reasons() == [
                    "ResourceCreated EnrollmentRequest", "ResourceCreated Device",
                    "EnrollmentRequestApproved EnrollmentRequest",
                ])
        }
    }

    @Test("a fresh device is shown as the contract says, whatever its request carried")
    func freshDevice() async throws {
        try await House.with { house async throws in
            let plain = try TestDevice()
            let telling = try TestDevice()
            _ = try await house.enrol(plain)
            let status = try JSON.parse(DeviceStatusDocument.fresh(time: "2026-01-01T00:00:00Z"))
            _ = try await house.service.submit(
                telling.request(more: [("deviceStatus", status), ("osMode", .string("package"))]), house.scope)
            _ = try await house.service.decide(telling.name, Self.yes, approver: "ada", house.scope)
            let records = try await house.database.read { connection in
                let ids = try connection.query("select id from device").map { try $0.int(0) }
                return try DeviceRecords.load(connection, ids: ids)
            }
            #expect(records.count == 2)
            for record in records {
                let body = try record.json(spec: nil)
                #expect(try Contract.agent().violations(body, schema: "Device") == [])
                #expect(try JSON.parse(body)["status"]?["integrity"]?["status"]?.string == "Unsupported")
            }
            let osModes = try records.map { try JSON.parse($0.json(spec: nil))["status"]?["capabilities"]?["osMode"]?.string }
            #expect(Set(osModes) == [nil, "package"])
        }
    }

    @Test("a request in the name of another key is refused, and leaves nothing behind (P9)")
    func stolenName() async throws {
        try await House.with { house async throws in
            let victim = try TestDevice()
            let thief = try TestDevice()
            let csr = try thief.key.certificateRequest(commonName: victim.name)
            _ = try await house.service.submit(try thief.request(name: victim.name, csr: csr), house.scope)
            #expect(
                try await refusalCode {
                    try await house.service.decide(victim.name, Self.yes, approver: "ada", house.scope)
                } == 400)
            #expect(try await house.value("select count(*)::text from device") == "0")
            #expect(try await house.value("select count(*)::text from certificate") == "0")
            #expect(try await house.value("select certificate from enrollment_request") == nil)
        }
    }

    @Test(
        "a certificate request that does not fit its enrolment request is refused at the approval (P9)",
        arguments: ["other name", "no PEM", "broken signature", "short name"])
    func unfitting(what: String) async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            let name = what == "short name" ? "edge-1" : device.name
            let csr =
                switch what {
                case "other name": try device.key.certificateRequest(commonName: "client-enrollment")
                case "no PEM": "nonsense"
                case "short name": try device.key.certificateRequest(commonName: "edge-1")
                default: try damaged(try device.key.certificateRequest())
                }
            _ = try await house.service.submit(try device.request(name: name, csr: csr), house.scope)
            #expect(
                try await refusalCode { try await house.service.decide(name, Self.yes, approver: "ada", house.scope) } == 400)
            #expect(try await house.value("select count(*)::text from device") == "0")
        }
    }

    /// The PEM with one character of its last full line changed.
    private func damaged(_ pem: String) throws -> String {
        var lines = pem.split(separator: "\n").map(String.init)
        let index = lines.count - 3
        let first = try #require(lines[index].first)
        lines[index] = (first == "A" ? "B" : "A") + lines[index].dropFirst()
        return lines.joined(separator: "\n") + "\n"
    }

    @Test("a decision is made once, and a refusal changes nothing")
    func once() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            _ = try await house.service.submit(device.request(), house.scope)
            let no = try await house.service.decide(
                device.name, Array(#"{"approved":false}"#.utf8), approver: "ada", house.scope)
            #expect(no == Array("null".utf8))
            _ = try await house.service.decide(device.name, Self.yes, approver: "ada", house.scope)
            #expect(
                try await refusalCode {
                    try await house.service.decide(device.name, Self.yes, approver: "ada", house.scope)
                } == 400)
            #expect(
                try await refusalCode { try await house.service.decide("nobody", Self.yes, approver: "ada", house.scope) }
                    == 404)
            #expect(
                try await refusalCode {
                    try await house.service.decide(device.name, Array("{}".utf8), approver: "ada", house.scope)
                } == 400)
        }
    }

    @Test(
        "the approver's labels are laid over the request's, or replace them",
        arguments: [
            (#"{"approved":true}"#, #"{"rack": "1", "site": "berlin"}"#),
            (#"{"approved":true,"labels":{"site":"bonn"}}"#, #"{"rack": "1", "site": "bonn"}"#),
            (#"{"approved":true,"labels":{"site":"bonn"},"replaceLabels":true}"#, #"{"site": "bonn"}"#),
        ])
    func labels(decision: String, expected: String) async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            let proposed = Node.object([("site", .string("berlin")), ("rack", .string("1"))])
            _ = try await house.service.submit(try device.request(more: [("labels", proposed)]), house.scope)
            _ = try await house.service.decide(device.name, Array(decision.utf8), approver: "ada", house.scope)
            #expect(try await house.value("select labels::text from device") == expected)
        }
    }

    @Test("what a manifest declares for the name is joined: its spec, and its labels when it says any")
    func declaration() async throws {
        try await House.with { house async throws in
            let labelled = try TestDevice()
            let silent = try TestDevice()
            try await house.change(
                """
                insert into device_declaration (org, name, labels, spec, hash) values
                    (1, '\(labelled.name)', '{"from":"git"}', '{"os":{"image":"a"}}', 'h'),
                    (1, '\(silent.name)', null, '{}', 'h')
                """)
            let decision = #"{"approved":true,"labels":{"from":"ada"}}"#
            try await house.enrol(labelled, decision: decision)
            try await house.enrol(silent, decision: decision)
            let rows = "select string_agg(labels ->> 'from' || declared_spec::text, ' ' order by id) from device"
            #expect(try await house.value(rows) == #"git{"os": {"image": "a"}} ada{}"#)
            #expect(try await house.value("select count(*)::text from device_declaration") == "2")
        }
    }

    @Test("a commit that declares the device while it is being approved is not missed")
    func declaredMeanwhile() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            _ = try await house.service.submit(device.request(), house.scope)
            let (declared, signal) = AsyncStream<Void>.makeStream()
            async let commit: Void = house.database.transaction { connection in
                try connection.query(
                    "insert into device_declaration (org, name, spec, hash) values (1, $1, '{\"a\":1}', 'h')",
                    [.text(device.name)])
                signal.finish()
                // The approval has come to where it waits for this transaction.
                while try connection.query(
                    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%device_declaration%'"
                ).isEmpty {
                    // What a transaction sees of other sessions stays as it was first seen unless it is told to look again.
                    try connection.query("select pg_stat_clear_snapshot(), pg_sleep(0.01)")
                }
            }
            for await _ in declared {}
            _ = try await house.service.decide(device.name, Self.yes, approver: "ada", house.scope)
            try await commit
            #expect(try await house.value("select declared_spec::text from device") == #"{"a": 1}"#)
        }
    }

    @Test(
        "the numbering of rendered specs goes on where the device or its predecessor stood",
        arguments: [("0", 0, "0"), ("7", 0, "7"), ("7", 12, "12"), ("15", 12, "15"), ("junk", 3, "3"), ("-4", 0, "0")])
    func numbering(known: String, tombstone: Int, expected: String) async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            if tombstone > 0 {
                try await house.change(
                    "insert into device_tombstone (org, name, last_rendered_version) values (1, '\(device.name)', \(tombstone))")
            }
            _ = try await house.service.submit(
                try device.request(more: [("knownRenderedVersion", .string(known))]), house.scope)
            _ = try await house.service.decide(device.name, Self.yes, approver: "ada", house.scope)
            #expect(try await house.value("select rendered_version::text from device_target") == expected)
            #expect(try await house.value("select count(*)::text from device_tombstone") == "0")
        }
    }
}
