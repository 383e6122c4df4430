import FoundationEssentials
import Glibc
import TestSupport

/// `martletd` as a process: started, ended, killed, started again at the same ports.
actor Server {
    struct Settings: Sendable {
        var syncInterval = "1s"
        var pollWait = "5s"
        /// Further arguments of `serve`.
        var arguments: [String] = []
        /// Variables of the server's environment, from the folder of the sandbox.
        var environment: @Sendable (String) -> [String: String] = { _ in [:] }
    }

    nonisolated let folder: String
    nonisolated let state: String
    nonisolated let log: Log
    nonisolated let settings: Settings
    nonisolated let userPort: Int
    nonisolated let agentPort: Int
    nonisolated let metricsPort: Int
    private var child: Child?

    init(_ sandbox: Sandbox, _ settings: Settings) throws {
        folder = sandbox.folder
        state = sandbox.path("state")
        log = Log(path: sandbox.path("martletd.log"))
        self.settings = settings
        (userPort, agentPort, metricsPort) = (try freePort(), try freePort(), try freePort())
    }

    /// Where the database listens.
    nonisolated var socket: String { "\(state)/postgres/run" }
    nonisolated var token: String {
        (FileManager.default.contents(atPath: "\(state)/admin.token").map { String(decoding: $0, as: UTF8.self) } ?? "")
            .filter { !$0.isWhitespace }
    }

    /// Starts the server and waits until it listens everywhere.
    func start(_ arguments: [String] = []) async throws {
        let listening = log.records("listening").count
        let child = try launch(arguments)
        let expected = (settings.arguments + arguments).contains("--roles") ? 1 : 3
        try await eventually("the server to listen; its log ends\n\(log.tail)") {
            if let ending = child.ending { throw TestSupportError("the server ended at once, \(ending): \(log.tail)") }
            return log.records("listening").count >= listening + expected
        }
    }

    /// Starts the server and waits for nothing.
    @discardableResult
    func launch(_ arguments: [String] = []) throws -> Child {
        let child = try Child(
            TestPrograms.path("martletd"), ["serve"] + self.arguments + arguments,
            environment: settings.environment(folder), log: log.path)
        self.child = child
        return child
    }

    private var arguments: [String] {
        [
            "--state-dir", state, "--bootstrap", "\(folder)/bootstrap", "--user-tls", "false",
            "--user-address", "127.0.0.1:\(userPort)", "--agent-address", "127.0.0.1:\(agentPort)",
            "--metrics-address", "127.0.0.1:\(metricsPort)", "--sync-interval", settings.syncInterval,
            "--poll-wait", settings.pollWait, "--allow-private-addresses",
        ] + settings.arguments
    }

    /// Ends the server as an operator does.
    @discardableResult
    func stop() async throws -> Ending? { try await child?.end(SIGTERM) }

    /// Ends the server at this instant.
    func kill() async throws { try await child?.end(SIGKILL) }

    /// The process that runs, or ran last.
    var process: pid_t? { child?.process }

    var isRunning: Bool { child.map { $0.ending == nil } ?? false }
}
