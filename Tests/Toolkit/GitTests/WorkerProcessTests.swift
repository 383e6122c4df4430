import FoundationEssentials
import Git
import Logging
import TestSupport
import Testing

@Suite("Whatever a worker does, the server gets an error and goes on")
struct WorkerProcessTests {
    static let remote = GitRemote(
        organization: "o", url: "https://example.com/a.git",
        credential: .password(username: "canary-user", password: "canary-word"))

    /// Mirrors whose worker is a shell script.
    static func mirrors(_ script: String, deadline: Duration = .seconds(30)) -> GitMirrors {
        var limits = GitLimits()
        limits.deadline = deadline
        return GitMirrors(
            directory: "/nonexistent", workerCommand: ["/bin/sh", "-c", script], limits: limits,
            logger: Logger(label: "test"))
    }

    static func failure(_ mirrors: GitMirrors) async -> GitError? {
        await #expect(throws: GitError.self) { try await mirrors.resolve(remote, reference: "main") }
    }

    @Test(
        "A worker that ends without an answer is an error",
        arguments: [
            "exit 0", "exit 3", "kill -SEGV $$", "kill -KILL $$", "cat >/dev/null & exit 1", "exec 1>&-; exec cat",
        ])
    func death(_ script: String) async {
        #expect(await Self.failure(Self.mirrors(script))?.code == .worker)
    }

    @Test(
        "A worker that talks nonsense, or without end, is killed",
        arguments: ["echo hello", "cat", "cat /dev/zero", "yes"])
    func nonsense(_ script: String) async {
        #expect(await Self.failure(Self.mirrors("\(script); sleep 1000"))?.code == .worker)
    }

    @Test("A missing program is an error that names it")
    func missing() async {
        let mirrors = GitMirrors(
            directory: "/nonexistent", workerCommand: ["/nonexistent/worker"], logger: Logger(label: "test"))
        let error = await Self.failure(mirrors)
        #expect(error?.code == .worker)
        #expect(error?.message.contains("/nonexistent/worker") == true)
    }

    @Test("A silent worker is killed at the deadline, with all that it started")
    func deadline() async throws {
        try await withTemporaryDirectory { directory in
            let script = "sleep 1000 & echo $! >\(directory)/child; echo $$ >\(directory)/own; wait"
            let error = await Self.failure(Self.mirrors(script, deadline: .milliseconds(700)))
            #expect(error?.code == .timeout)
            for name in ["child", "own"] {
                let text = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
                let process = try #require(Int32(text.prefix { $0.isNumber }))
                #expect(try await Self.isGone(process), "\(name) still runs")
            }
        }
    }

    @Test("A cancelled call ends, and says so")
    func cancellation() async throws {
        try await withTemporaryDirectory { directory in
            let call = Task {
                try await Self.mirrors("echo >\(directory)/started; sleep 1000").resolve(Self.remote, reference: "main")
            }
            while !FileManager.default.fileExists(atPath: "\(directory)/started") { await Task.yield() }
            call.cancel()
            let error = await #expect(throws: GitError.self) { try await call.value }
            #expect(error?.code == .cancelled)
        }
    }

    @Test("Credentials reach a worker through standard input only (P9)")
    func secrecy() async throws {
        try await withTemporaryDirectory { directory in
            let script =
                "env >\(directory)/env; tr '\\0' ' ' </proc/$$/cmdline >\(directory)/arguments; cat >\(directory)/input"
            _ = await Self.failure(Self.mirrors(script, deadline: .milliseconds(700)))
            let seen = try ["env", "arguments"].map {
                try String(contentsOfFile: "\(directory)/\($0)", encoding: .utf8)
            }
            for text in seen { #expect(!text.contains("canary") && !text.contains("example.com")) }
            let input = String(decoding: try Data(contentsOf: URL(filePath: "\(directory)/input")), as: UTF8.self)
            #expect(input.contains("canary-word"))
        }
    }

    /// The kernel ends a killed process on its own time; a zombie is as good as gone.
    private static func isGone(_ process: Int32) async throws -> Bool {
        for _ in 0..<100_000 {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
                return true
            }
            if status.contains(") Z ") { return true }
            await Task.yield()
        }
        return false
    }
}
