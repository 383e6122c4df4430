import Glibc
import Testing

@testable import DeviceAgent

struct DriftTests {
    private let document = Rendered(
        version: 1,
        files: [
            .init(path: "/etc/one", content: "1"), .init(path: "/etc/two", content: "2", mode: 0o600),
        ])

    enum Tampering: String, CaseIterable, Sendable {
        case content, sameLength, mode, removed, link, replacedByLink
    }

    @Test("a file that somebody changed is written again, and no other", arguments: Tampering.allCases)
    func repairs(_ tampering: Tampering) async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            try await bench.apply(document)
            let before = try scratch.files()
            let untouched = try #require(try scratch.disk.facts("/etc/one"))
            _ = await bench.synchronizer.step(at: .now)
            let path = scratch.path + "/etc/two"
            switch tampering {
            case .content: try scratch.write("/etc/two", "something else", mode: 0o600)
            case .sameLength: try scratch.write("/etc/two", "3", mode: 0o600)
            case .mode: chmod(path, 0o666)
            case .removed: unlink(path)
            case .link: _ = Glibc.link(scratch.path + "/etc/one", path + ".x")
            case .replacedByLink:
                unlink(path)
                symlink("one", path)
            }
            #expect(await bench.synchronizer.step(at: .now) == .idle)
            #expect(try scratch.files().filter { !$0.key.hasSuffix(".x") } == before)
            #expect(try scratch.disk.facts("/etc/one")?.stamp.inode == untouched.stamp.inode)
            #expect(bench.updating.hasPrefix("false/Updated"), "drift does not touch the condition")
        }
    }

    @Test("files that nobody changed are not read again")
    func quiet() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let record = PowerCut()
            let bench = Bench(scratch, thread: thread, gate: record.gate)
            try await bench.start()
            try await bench.apply(document)
            _ = await bench.synchronizer.step(at: .now)
            let before = record.steps.count
            for _ in 0..<3 { #expect(await bench.synchronizer.step(at: .now) == .idle) }
            #expect(record.steps.count == before, "nothing is written")
        }
    }

    @Test("a change made while the agent was away is put right at its start")
    func whileAway() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let before = Bench(scratch, thread: thread)
            try await before.start()
            try await before.apply(document)
            try scratch.write("/etc/one", "changed in the night")
            let after = Bench(scratch, thread: thread)
            try await after.start()
            #expect(await after.synchronizer.step(at: .now) == .idle)
            #expect(try scratch.text("/etc/one") == "1")
        }
    }
}
