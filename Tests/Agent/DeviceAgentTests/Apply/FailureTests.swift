import Glibc
import Testing

@testable import DeviceAgent

struct FailureTests {
    private let first = Rendered(
        version: 1,
        files: [
            .init(path: "/etc/one", content: "1"), .init(path: "/etc/two", content: "2"),
        ])
    private let second = Rendered(
        version: 2,
        files: [
            .init(path: "/etc/one", content: "1 changed"), .init(path: "/etc/three", content: "3"),
        ], hash: "abc")

    /// A device with the first spec in force, and the gate that its disk has from then on.
    private func device(_ thread: DiskThread, _ gate: @escaping DiskGate) async throws -> (Scratch, Bench) {
        let scratch = try Scratch()
        let healthy = Bench(scratch, thread: thread)
        try await healthy.start()
        try await healthy.apply(first)
        let bench = Bench(scratch, thread: thread, gate: gate)
        try await bench.start()
        return (scratch, bench)
    }

    @Test("when one file fails, those switched before it go back", arguments: ["/etc/one", "/etc/three"])
    func takesBack(_ failing: String) async throws {
        try await withDiskThread { thread in
            let refusal = Refusal(code: EACCES) { step in
                if case .rename(let from, failing) = step { from.hasSuffix(".new") } else { false }
            }
            let (scratch, bench) = try await device(thread, refusal.gate)
            let before = try scratch.files()
            #expect(try await bench.apply(second) == .failed(2))
            #expect(try scratch.files() == before)
            #expect(try scratch.disk.facts(DevicePaths.journal) == nil)
        }
    }

    @Test("a full disk is tried again later, with the old files in force meanwhile")
    func fullDisk() async throws {
        try await withDiskThread { thread in
            let refusal = Refusal(code: ENOSPC) {
                if case .write(let path) = $0 { path.contains(".martlet-") } else { false }
            }
            let (scratch, bench) = try await device(thread, refusal.gate)
            let before = try scratch.files()
            let now = ContinuousClock.now
            #expect(try await bench.apply(second, at: now) == .retrying(2))
            #expect(bench.updating.hasPrefix("true/ApplyingUpdate: Failed to update to renderedVersion: 2: retrying: "))
            #expect(try scratch.files() == before)
            #expect(await bench.synchronizer.step(at: now + .seconds(26)) == .idle, "not before 30 s less a tenth")
            #expect(await bench.synchronizer.step(at: now + .seconds(34)) == .retrying(2))
        }
    }

    @Test("a retried update succeeds once its reason is gone")
    func retried() async throws {
        try await withDiskThread { thread in
            let (scratch, bench) = try await device(thread) { _ throws(SystemFailure) in }
            bench.board.resource(.memory, .critical)
            let now = ContinuousClock.now
            #expect(try await bench.apply(second, at: now) == .retrying(2))
            bench.board.resource(.memory, .warning)
            #expect(await bench.synchronizer.step(at: now + .seconds(34)) == .updated(2))
            #expect(try scratch.text("/etc/three") == "3")
        }
    }

    @Test("a failed version stays failed, and so does another version with the same spec hash")
    func failedIsRemembered() async throws {
        try await withDiskThread { thread in
            let (scratch, bench) = try await device(thread) { _ throws(SystemFailure) in }
            var bad = second
            bad.files[0].user = "no-such-user-here"
            #expect(try await bench.apply(bad) == .failed(2))
            #expect(try await bench.synchronizer.accept(bad.bytes, device: Rendered.device) == .wakeUp)
            #expect(await bench.synchronizer.knownVersion == 2, "the service is not asked for it again")
            bad.version = 3
            #expect(try await bench.synchronizer.accept(bad.bytes, device: Rendered.device) == .failedBefore(3))
            #expect(bench.updating.hasPrefix("false/Error: Failed to update to renderedVersion: 3: "))
            bad.version = 4
            bad.hash = "another"
            bad.files[0].user = nil
            #expect(try await bench.apply(bad) == .updated(4))
            #expect(try scratch.text("/etc/one") == "1 changed")
        }
    }

    @Test("a version below the current one is never applied")
    func lowerVersion() async throws {
        try await withDiskThread { thread in
            let (scratch, bench) = try await device(thread) { _ throws(SystemFailure) in }
            try await bench.apply(second)
            let before = try scratch.files()
            #expect(try await bench.synchronizer.accept(first.bytes, device: Rendered.device) == .older(1))
            #expect(await bench.synchronizer.step(at: .now) == .idle)
            #expect(try scratch.files() == before)
        }
    }

    @Test("versions are compared as numbers")
    func numericOrder() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            #expect(try await bench.apply(Rendered(version: 9)) == .updated(9))
            #expect(try await bench.apply(Rendered(version: 10)) == .updated(10))
            #expect(
                try await bench.synchronizer.accept(Rendered(version: 9).bytes, device: Rendered.device) == .older(9))
        }
    }
}
