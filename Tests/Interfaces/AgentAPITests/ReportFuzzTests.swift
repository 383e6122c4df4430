import Nodes
import TestSupport
import Testing
import Wire

/// What a device sends is shown to every reader of the device afterwards, whatever the bytes were.
@Suite struct ReportFuzzTests {
    /// A generator whose sequence follows from its seed.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let full = Array(
        #"""
        {"conditions": [ {"type":"Updating","status":"True","reason":"ApplyingUpdate","message":"a \"b\" é",
        "lastTransitionTime":"2026-01-01T00:00:00Z","observedGeneration":3},{"type":"SpecValid","status":"True","reason":"",
        "message":"","lastTransitionTime":"2026-01-01T00:00:00Z"} ],
        "systemInfo":{"architecture":"amd64","bootID":"\u0041","operatingSystem":"linux","agentVersion":"1","customInfo":{"a":"b"}},
        "systemd":[{"unit":"a.service","description":"","enableState":"enabled","loadState":"loaded","activeState":"active",
        "subState":"running"}],"applications":[{"name":"a","ready":"1/1","restarts":-2,"status":"Running","embedded":false,
        "appType":"compose","volumes":[{"name":"v","reference":"r"}],"more":[{},[1.5e3,null]]}, {"name":"b","ready":"0/1",
        "restarts":0,"status":"Error","embedded":true,"appType":"vm"}],"applicationsSummary":{"status":"Error"},
        "resources":{"cpu":"Healthy","memory":"Warning","disk":"Critical"},"config":{"renderedVersion":"12"},
        "os":{"image":"i","imageDigest":"d"},"capabilities":{"osMode":"image"},"unforeseen":{"x":[{"y":"}]"}]},
        "summary":{"status":"Online"},"updated":{"status":"Unknown"},"lifecycle":{"status":"Unknown"},
        "integrity":{"status":"Verified"}}
        """#.utf8)

    private static let computed = ComputedStatus(
        summary: "Online", summaryInfo: nil, updated: "UpToDate", updatedInfo: nil, applications: "Healthy",
        lifecycle: "Enrolled", integrity: nil,
        conditions: [
            ConditionDocument(
                type: "SpecValid", status: "True", reason: "Valid", message: "", lastTransitionTime: "2026-01-01T00:00:00Z")
        ])

    @Test("the facts of a report are found, and what is not the device's to say is left out")
    func facts() throws {
        let report = try DeviceStatusReport(status: Self.full)
        #expect(report.renderedVersion == 12)
        #expect(report.updating.status == "True")
        #expect(report.updating.reason == "ApplyingUpdate")
        #expect(report.updating.message == "a \"b\" é")
        #expect(report.resources.worst == "Critical")
        #expect(report.resources.info == "Disk utilization has reached a critical level")
        #expect(report.applications == "Error")
        #expect(report.applicationCount == 2)
        #expect(report.osMode == "image")
        let status = try #require(DeviceStatusDocument.json(report.document, Self.computed))
        #expect(try Contract.agent().violations(status, schema: "DeviceStatus") == [])
        let shown = try JSON.parse(status)
        #expect(shown["conditions"]?.elements?.compactMap { $0["type"]?.string } == ["SpecValid", "Updating"])
        #expect(shown["unforeseen"] == nil)
        #expect(shown["integrity"]?["status"]?.string == "Unknown")
    }

    @Test("whatever bytes a device sends, they are refused or shown as the contract says", arguments: 1...4 as ClosedRange<UInt64>)
    func mutations(seed: UInt64) throws {
        var random = Random(state: seed)
        let contract = try Contract.agent()
        let pieces: [[UInt8]] = ["\"", "{", "}", "[", "]", ",", ":", "\\", "null", "7", "\"\\u0063pu\":1,", " ", "\u{0}", "true"]
            .map { Array($0.utf8) }
        var accepted = 0
        for _ in 0..<400 {
            var bytes = Self.full
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let start = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, start + Int.random(in: 0...6, using: &random))
                let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                bytes.replaceSubrange(start..<end, with: Bool.random(using: &random) ? piece : [])
            }
            guard let report = try? DeviceStatusReport(status: bytes) else { continue }
            accepted += 1
            let status = try #require(DeviceStatusDocument.json(report.document, Self.computed))
            #expect(try contract.violations(status, schema: "DeviceStatus") == [])
        }
        #expect(accepted > 0)
    }
}
