import AgentAPI
import Enrollment
import Nodes
import SQL
import Store
import Testing

@Suite struct StatusTests {
    @Test("a report is stored before it is acknowledged, and shown with what we compute (P6)")
    func stored() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                let answer = try await client.report(
                    device.name, device.report(version: "1", cpu: "Critical", updating: "False/Updated"))
                #expect(answer.code == 200)
                #expect(try await site.value("select reported_version::text || cpu from device_status") == "1Critical")
                let status = try answer.json["status"]
                #expect(status?["summary"]?["status"]?.string == "Error")
                #expect(status?["updated"]?["status"]?.string == "UpToDate")
                #expect(status?["integrity"]?["status"]?.string == "Unsupported")
                #expect(status?["lifecycle"]?["status"]?.string == "Enrolled")
                let types = status?["conditions"]?.elements?.compactMap { $0["type"]?.string }
                #expect(types == ["SpecValid", "Updating"])
            }
        }
    }

    @Test("a report that says nothing new writes nothing")
    func unchanged() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.report(device.name, device.report()).code == 200)
                let before = try await site.value("select xmin::text || ' ' || xmax || ' ' || rev from device_status")
                let second = try await client.report(device.name, device.report())
                #expect(second.code == 200)
                #expect(try await site.value("select xmin::text || ' ' || xmax || ' ' || rev from device_status") == before)
                #expect(try await client.report(device.name, device.report(version: "2")).code == 200)
                #expect(try await site.value("select xmin::text || ' ' || xmax || ' ' || rev from device_status") != before)
            }
        }
    }

    @Test("a device can write neither our conditions nor what we compute, and placeholders change nothing")
    func overwriting() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Client.with(site, device.identity) { client async throws in
                let forged = #"{"type":"SpecValid","status":"False","reason":"x","message":"m","lastTransitionTime":"2026-01-01T00:00:00Z"}"#
                let text = String(decoding: device.report(), as: UTF8.self)
                    .replacing(#""conditions":[]"#, with: #""conditions":[\#(forged),\#(forged.replacing("SpecValid", with: "MultipleOwners"))]"#)
                    .replacing(#""applicationsSummary":{"status":"Unknown"}"#, with: #""applicationsSummary":{"status":"Healthy"}"#)
                    .replacing(#""lifecycle":{"status":"Unknown"}"#, with: #""lifecycle":{"status":"Decommissioned"}"#)
                let answer = try await client.report(device.name, Array(text.utf8))
                #expect(answer.code == 200)
                #expect(try answer.json["status"]?["conditions"]?.elements?.count == 0)
                #expect(try answer.json["status"]?["lifecycle"]?["status"]?.string == "Enrolled")
                #expect(try answer.json["status"]?["integrity"]?["status"]?.string == "Unsupported")
                _ = try await client.report(device.name, device.report(version: "2"))
                #expect(try await site.value("select apps from device_status") == "Healthy")
            }
        }
    }

    @Test(
        "what is no report of this device is refused and changes nothing (P10)",
        arguments: [
            "", "[]", "{", #"{"metadata":{"name":"NAME"}}"#, #"{"metadata":{"name":"NAME"},"status":7}"#,
            #"{"metadata":{"name":"NAME"},"status":{}}"#, "REPORT-NUL", "REPORT-DEEP", "REPORT-NONAME", "REPORT-TWICE",
            "REPORT-STATE", "REPORT-INFO", "REPORT-TIME", "REPORT-UTF8",
        ])
    func refused(what: String) async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            let report = String(decoding: device.report(), as: UTF8.self)
            let body: [UInt8] =
                switch what {
                case "REPORT-NUL": Array(report.replacing("amd64", with: #"a\u0000b"#).utf8)
                case "REPORT-DEEP":
                    Array(
                        report.replacing(
                            #""applications":[]"#,
                            with: #""x":\#(String(repeating: "[", count: 300))\#(String(repeating: "]", count: 300))"#
                        ).utf8)
                case "REPORT-NONAME": Array(report.replacing(#""name":"\#(device.name)""#, with: #""names":"x""#).utf8)
                case "REPORT-TWICE":
                    Array(report.replacing(#""applications":[]"#, with: #""applications":[],"applications":[]"#).utf8)
                case "REPORT-STATE": Array(report.replacing(#""cpu":"Healthy""#, with: #""cpu":"Fine""#).utf8)
                case "REPORT-INFO": Array(report.replacing(#""bootID":"b""#, with: #""bootID":{}"#).utf8)
                case "REPORT-TIME":
                    Array(
                        report.replacing(
                            #""conditions":[]"#,
                            with: #""conditions":[{"type":"Updating","status":"True","reason":"","message":"","lastTransitionTime":"now"}]"#
                        ).utf8)
                case "REPORT-UTF8": Array(report.replacing("amd64", with: "#").utf8).map { $0 == UInt8(ascii: "#") ? 0xFF : $0 }
                default: Array(what.replacing("NAME", with: device.name).utf8)
                }
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.report(device.name, body).code == 400)
            }
            #expect(try await site.value("select rev::text from device_status") == "1")
        }
    }

    @Test("a report that is too large is refused with 413 (P10)")
    func oversized() async throws {
        try await Site.with({ $0.bodyBytes = 4096 }) { site async throws in
            let device = try await Device.enrol(site)
            try await Client.with(site, device.identity) { client async throws in
                let body = device.report(image: String(repeating: "x", count: 5000))
                #expect(try await client.report(device.name, body).code == 413)
                #expect(try await client.report(device.name, device.report()).code == 200)
            }
        }
    }

    @Test("a row that somebody else holds delays its own device only (P6)")
    func lockedRow() async throws {
        try await Site.with { site async throws in
            let held = try await Device.enrol(site)
            let free = try await Device.enrol(site)
            let (locked, signal) = AsyncStream<Void>.makeStream()
            let holder = Task {
                try await site.database.transaction { connection in
                    try connection.query("select 1 from device_status where device_id = $1 for update", [.int(held.id)])
                    signal.finish()
                    while try connection.query(
                        "select 1 from device_status where device_id = $1 and reported_version = 5", [.int(free.id)]
                    ).isEmpty { try connection.query("select pg_sleep(0.005)") }
                }
            }
            for await _ in locked {}
            async let waiting = Client.with(site, held.identity) { try await $0.report(held.name, held.report(version: "6")) }
            let answer = try await Client.with(site, free.identity) { try await $0.report(free.name, free.report(version: "5")) }
            #expect(answer.code == 200)
            try await holder.value
            #expect(try await waiting.code == 200)
            #expect(try await site.value("select string_agg(reported_version::text, ' ' order by reported_version) from device_status") == "5 6")
        }
    }

    @Test("one report that the database refuses takes no other with it (P6)")
    func bisected() async throws {
        try await Site.with({ $0.flushLinger = .milliseconds(200) }) { site async throws in
            var devices: [Device] = []
            for _ in 0..<5 { devices.append(try await Device.enrol(site)) }
            let bad = devices[2]
            try await site.change(
                "alter table device_status add constraint trouble check (device_id <> \(bad.id) or reported_version < 9)")
            let codes = try await withThrowingTaskGroup(of: (String, Int).self) { group in
                for device in devices {
                    group.addTask {
                        try await Client.with(site, device.identity) {
                            (device.name, try await $0.report(device.name, device.report(version: "9")).code)
                        }
                    }
                }
                return try await group.reduce(into: [String: Int]()) { $0[$1.0] = $1.1 }
            }
            for device in devices { #expect(codes[device.name] == (device.name == bad.name ? 400 : 200)) }
            #expect(try await site.value("select count(*)::text from device_status where reported_version = 9") == "4")
        }
    }

    @Test("transitions are told as events, and only transitions")
    func transitions() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                for (cpu, updating) in [
                    ("Healthy", "True/ApplyingUpdate"), ("Critical", "True/Rebooting"), ("Critical", "False/Error"),
                    ("Warning", "False/Error"), ("Healthy", "False/Updated"),
                ] {
                    let version = updating == "False/Updated" ? "1" : "0"
                    let body = device.report(version: version, cpu: cpu, updating: updating)
                    #expect(try await client.report(device.name, body).code == 200)
                }
            }
            let reasons = try await site.database.read {
                try $0.query("select reason from event where kind = 'Device' and component = 'agent-api' order by id")
                    .map { try $0.string(0) }
            }
            #expect(
                reasons == [
                    "DeviceConnected", "DeviceContentUpdating", "DeviceIsRebooting", "DeviceCPUCritical",
                    "DeviceUpdateFailed", "DeviceCPUWarning", "DeviceContentUpToDate", "DeviceCPUNormal",
                ])
        }
    }

    @Test("a renewal over the device's own connection is signed, and only its own requests are shown")
    func renewal() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            let other = try await Device.enrol(site)
            let name = "\(device.name)-1a2b3c4d"
            try await Client.with(site, device.identity) { client async throws in
                let answer = try await client.send(
                    "POST", "/certificatesigningrequests", device.renewal(name), template: "/certificatesigningrequests")
                #expect(answer.code == 201)
                let read = try await client.send(
                    "GET", "/certificatesigningrequests/\(name)", template: "/certificatesigningrequests/{name}")
                #expect(try read.json["status"]?["certificate"]?.string?.isEmpty == false)
            }
            try await Client.with(site, other.identity) { client async throws in
                let read = try await client.send(
                    "GET", "/certificatesigningrequests/\(name)", template: "/certificatesigningrequests/{name}")
                #expect(read.code == 404)
                #expect(!read.text.contains("Device of name"))
            }
        }
    }
}
