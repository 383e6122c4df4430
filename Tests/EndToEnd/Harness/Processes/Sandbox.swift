import FoundationEssentials
import Glibc
import TestSupport

/// A folder of a test that goes away afterwards, with every process that was started on something in it.
struct Sandbox: Sendable {
    private static let prefix = "martlet-e2e-"
    let folder: String

    /// Runs `body` with a sandbox.
    static func with<Value>(_ body: (Sandbox) async throws -> Value) async throws -> Value {
        await sweep()
        let folder = "/tmp/\(prefix)\(getpid())-\(UInt16.random(in: 0...UInt16.max))"
        // Postgres, which refuses to be root, must be able to pass through.
        guard mkdir(folder, 0o755) == 0 else { throw TestSupportError("\(folder) cannot be made: \(errno)") }
        chmod(folder, 0o755)
        let result: Result<Value, any Error>
        do { result = .success(try await body(Sandbox(folder: folder))) } catch { result = .failure(error) }
        await remove(folder)
        return try result.get()
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Ends what a test process that was killed has left.
    private static func sweep() async {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix(prefix) {
            guard let owner = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) }) else {
                continue
            }
            if kill(owner, 0) != 0, errno == ESRCH { await remove("/tmp/\(name)") }
        }
    }

    private static func remove(_ folder: String) async {
        // Programs first: a server would start its Postgres again. That one is left the time to give back its shared
        // memory, which outlives a process that is killed.
        let processes = ProcessTable.processes(of: folder)
        for process in processes { kill(process, ProcessTable.isPostgres(process) ? SIGQUIT : SIGKILL) }
        try? await eventually("the end of Postgres", within: .seconds(10)) {
            !processes.contains { ProcessTable.isAlive($0) }
        }
        // What is left behind when this fails is found and reported by nobody's test; the next sandbox sweeps it.
        try? await eventually("the end of all processes", within: .seconds(20)) {
            let left = ProcessTable.processes(of: folder)
            for process in left { kill(process, SIGKILL) }
            return left.isEmpty
        }
        TestFolder.remove(folder)
    }
}
