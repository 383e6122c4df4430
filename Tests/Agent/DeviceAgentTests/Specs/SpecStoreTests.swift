import Nodes
import Testing

@testable import DeviceAgent

struct SpecStoreTests {
    private let document = Rendered(version: 5, files: [.init(path: "/etc/one", content: "1")])

    enum Damage: String, CaseIterable, Sendable { case missing, empty, truncated, otherDevice, noVersion }

    static let damages = SpecStore.Slot.allCases.flatMap { slot in Damage.allCases.map { (slot, $0) } }

    @Test("any spec file missing or damaged at the start sends all of them back to version 0", arguments: damages)
    func resets(_ slot: SpecStore.Slot, _ damage: Damage) async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let before = Bench(scratch, thread: thread)
            try await before.start()
            try await before.apply(document)
            switch damage {
            case .missing: try scratch.disk.remove(slot.path)
            case .empty: try scratch.write(slot.path, "")
            case .truncated: try scratch.write(slot.path, String(decoding: document.bytes.dropLast(9), as: UTF8.self))
            case .otherDevice:
                var other = document
                other.device = "another"
                try scratch.write(slot.path, String(decoding: other.bytes, as: UTF8.self))
            case .noVersion:
                try scratch.write(slot.path, #"{"kind":"Device","metadata":{"name":"\#(Rendered.device)"}}"#)
            }
            let after = Bench(scratch, thread: thread)
            try await after.start()
            #expect(await after.synchronizer.currentVersion == 0)
            #expect(await after.synchronizer.knownVersion == 0)
            for slot in SpecStore.Slot.allCases {
                let bytes = try #require(try scratch.disk.read(slot.path, limit: 1 << 20))
                #expect(try DeviceDocument(bytes, device: Rendered.device).head.version == 0)
            }
            #expect(try await after.apply(document) == .updated(5), "the whole document brings it back")
        }
    }

    @Test("intact spec files are taken up where they were")
    func resumes() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let before = Bench(scratch, thread: thread)
            try await before.start()
            try await before.apply(document)
            let after = Bench(scratch, thread: thread)
            try await after.start()
            #expect(await after.synchronizer.currentVersion == 5)
            #expect(after.board.snapshot.renderedVersion == 5)
        }
    }

    @Test("a spec file that disappears at work is noticed", arguments: SpecStore.Slot.allCases)
    func disappears(_ slot: SpecStore.Slot) async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            try await bench.apply(document)
            try scratch.disk.remove(slot.path)
            #expect(await bench.synchronizer.step(at: .now) == .specFilesMissing)
        }
    }

    @Test(
        "a document that is not one for this device changes nothing",
        arguments: [
            "", "null", "[]", "{}", "{", #"{"kind":"Device"}"#, #"{"kind":"Fleet","metadata":{"name":"x"}}"#,
            "<html>502</html>", "{\"kind\":\"Device\",\"kind\":\"Device\"}",
            String(repeating: "[", count: 100_000),
        ])
    func badDocuments(_ text: String) async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            try await bench.apply(document)
            await #expect(throws: AgentError.self) {
                try await bench.synchronizer.accept(Array(text.utf8), device: Rendered.device)
            }
            #expect(await bench.synchronizer.knownVersion == 5)
            #expect(try scratch.text("/etc/one") == "1")
        }
    }

    @Test(
        "the rendered version is a plain decimal number",
        arguments: ["", "x", "-1", "+7", "1.0", " 1", "99999999999999999999"])
    func badVersions(_ version: String) throws {
        let text =
            #"{"kind":"Device","metadata":{"name":"d","annotations":{"device-controller/renderedVersion":"\#(version)"}}}"#
        #expect(throws: AgentError.self) { try DeviceDocument(Array(text.utf8), device: "d") }
    }

    @Test("documents with random damage are read or refused, never worse")
    func fuzz() throws {
        var random = SeededGenerator(seed: 7)
        let good = document.bytes
        for _ in 0..<3000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let read = try? DeviceDocument(bytes, device: Rendered.device) else { continue }
            #expect(read.bytes == bytes)
            _ = try? ConfigFiles.read(read.spec)
        }
    }

    @Test("the audit log has a line for each change of the spec files")
    func audit() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            try await bench.apply(document)
            var bad = Rendered(version: 6, files: [.init(path: "relative", content: "")])
            bad.annotations = [("fleet-controller/templateVersion", .string("tv-9"))]
            try await bench.apply(bad)
            let lines = try #require(try scratch.text(DevicePaths.audit)).split(separator: "\n")
            let events = try lines.map { line in
                let node = try JSON.parse(Array(line.utf8))
                return ["reason", "type", "old_version", "new_version", "result"].map { node[$0]?.string ?? "?" }
                    .joined(separator: " ")
            }
            #expect(
                events == [
                    "bootstrap current  0 success", "sync desired 0 5 success", "upgrade current 0 5 success",
                    "sync desired 5 6 success", "upgrade current 5 6 failure", "rollback rollback 6 5 success",
                ])
            let last = try JSON.parse(Array(try #require(lines.dropLast().last).utf8))
            #expect(last["fleet_template_version"]?.string == "tv-9")
            #expect(last["device"]?.string == Rendered.device)
            #expect(
                last.entries?.map(\.key).sorted() == [
                    "agent_version", "device", "fleet_template_version", "new_version", "old_version", "reason",
                    "result", "ts", "type",
                ])
        }
    }
}
