import FoundationEssentials
import Git
import Glibc
import TestSupport
import Testing

@Suite("Workers that were started ahead")
struct SpareWorkerTests {
    /// Mirrors with workers ready; each start leaves its process number in a file.
    static func with(
        _ scene: Scene, worker: String, _ body: @Sendable (GitMirrors, String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let command = ["/bin/sh", "-c", "echo $$ >> \(directory)/started; \(worker)"]
            let mirrors = Scene.mirrors(scene.directory, command: command)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await mirrors.keepWorkersReady() }
                await ready(mirrors)
                // One that was started may not have written its number yet.
                while ((try? processes("\(directory)/started")) ?? []).count < 2 { await Task.yield() }
                try await body(mirrors, "\(directory)/started")
                group.cancelAll()
            }
            // What was started ahead does not outlive those who wanted it.
            let started = try processes("\(directory)/started")
            #expect(started.allSatisfy { kill($0, 0) != 0 })
        }
    }

    private static func ready(_ mirrors: GitMirrors) async {
        while mirrors.readyWorkers < 2 { await Task.yield() }
    }

    private static func processes(_ file: String) throws -> [pid_t] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap { pid_t($0) }
    }

    private static var real: String { "exec \(TestPrograms.path("git-worker-for-tests"))" }

    @Test("Operations are done by them: one that would start another gets nowhere")
    func used() async throws {
        try await Scene.with { scene in
            let commit = try await scene.repository.commit(["a": .text("1")])
            // Only the first two are workers.
            let worker = "[ $(wc -l < $(dirname $0)/started) -le 2 ] || exit 9; \(Self.real)"
            try await withTemporaryDirectory { directory in
                let command = ["/bin/sh", "-c", "echo >> \(directory)/started; \(worker)", "\(directory)/x"]
                let mirrors = Scene.mirrors(scene.directory, command: command)
                let found = try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await mirrors.keepWorkersReady() }
                    await Self.ready(mirrors)
                    defer { group.cancelAll() }
                    return try await mirrors.resolve(scene.remote(), reference: "main")
                }
                #expect(found.hex == commit)
            }
        }
    }

    @Test("Many operations at once, more than there are spares, all have their answers")
    func many() async throws {
        try await Scene.with { scene in
            let commit = try await scene.repository.commit(["a": .text("1")])
            try await Self.with(scene, worker: Self.real) { mirrors, _ in
                try await withThrowingTaskGroup(of: ObjectID.self) { group in
                    for _ in 0..<12 {
                        group.addTask { try await mirrors.resolve(scene.remote(), reference: "main") }
                    }
                    for try await found in group { #expect(found.hex == commit) }
                }
            }
        }
    }

    @Test("One that was killed while it waited is replaced by another, and nobody notices")
    func killed() async throws {
        try await Scene.with { scene in
            let commit = try await scene.repository.commit(["a": .text("1")])
            try await Self.with(scene, worker: Self.real) { mirrors, started in
                for process in try Self.processes(started) { kill(process, SIGKILL) }
                for _ in 0..<4 { #expect(try await mirrors.resolve(scene.remote(), reference: "main").hex == commit) }
            }
        }
    }

    @Test("A call that is cancelled kills the one that works for it", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        try await Scene.with { scene in
            try await Self.with(scene, worker: "sleep 1000") { mirrors, started in
                let first = try Self.processes(started)
                let call = Task { try await mirrors.resolve(scene.remote(), reference: "main") }
                while mirrors.readyWorkers > 1 { await Task.yield() }
                call.cancel()
                #expect(await failure { try await call.value }?.code == .cancelled)
                // The kernel ends a killed process on its own time.
                while first.allSatisfy({ kill($0, 0) == 0 }) { await Task.yield() }
            }
        }
    }
}
