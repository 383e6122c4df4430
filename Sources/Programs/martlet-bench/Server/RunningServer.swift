import AsyncHTTPClient
import Logging
import NIOCore
import PKI
import SQL
import Store

/// What a server starts with besides the usual.
struct ServerSetup: Sendable {
    /// The manifest in its bootstrap directory.
    var bootstrap: String
    /// Variables of its environment.
    var environment: [String: String] = [:]
    /// Further options.
    var options: [String] = []
}

/// A real martletd with its embedded database, and the bench's own session on that database.
struct RunningServer: Sendable {
    let process: Int32
    let agentPort: Int
    let userPort: Int
    let metricsPort: Int
    let stateDirectory: String
    let authority: CertificateAuthority
    /// Folder with the server's certificate and key.
    let pki: String
    let database: Database
    /// From the start of the process to listening on the agent port, migrations and a new cluster included.
    let startUp: Duration

    static func with<T: Sendable>(
        _ place: Workplace, _ setup: ServerSetup = ServerSetup(bootstrap: fleet),
        _ body: (RunningServer) async throws -> T
    ) async throws -> T {
        let state = "\(place.directory)/state"
        let (agent, user, metrics) = (try await Port.free(), try await Port.free(), try await Port.free())
        let bootstrap = try place.folder("server-bootstrap")
        try Workplace.write(setup.bootstrap, to: "\(bootstrap)/first.yaml")
        let variables = setup.environment.map { "\($0.key)=\($0.value)" }
        let command =
            ["env"] + variables + [
                "\(place.programs)/martletd", "serve", "--state-dir", state, "--bootstrap", bootstrap,
                "--agent-address", "127.0.0.1:\(agent)", "--user-address", "127.0.0.1:\(user)", "--user-tls", "false",
                "--metrics-address", "127.0.0.1:\(metrics)", "--poll-wait", "15m", "--log-level", "warning",
                "--allow-private-addresses",
            ] + setup.options
        let start = ContinuousClock.now
        return try await Program.with(command, log: "\(place.directory)/martletd.log") { process in
            try await wait(for: "martletd") { await Port.listens(agent) }
            let startUp = start.duration(to: .now)
            let database = Database(
                DatabaseAddress(socketDirectory: "\(state)/postgres/run", user: "martlet", database: "postgres"),
                threads: 1, statementTimeout: .seconds(120), logger: place.logger)
            let server = RunningServer(
                process: process, agentPort: agent, userPort: user, metricsPort: metrics, stateDirectory: state,
                authority: try CertificateAuthority.loadOrCreate(in: "\(state)/pki"), pki: "\(state)/pki",
                database: database, startUp: startUp)
            let outcome: Result<T, any Error>
            do { outcome = .success(try await body(server)) } catch { outcome = .failure(error) }
            await database.close()
            return try outcome.get()
        }
    }

    /// The value of a metric without labels; nil when it has none yet.
    func metric(_ name: String) async throws -> Double? {
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(metricsPort)/metrics")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let text = String(buffer: try await response.body.collect(upTo: 4 << 20))
        let line = text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }

    private static let fleet = """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata:
          name: bench
        spec:
          selector:
            matchLabels:
              fleet: bench
          template:
            spec:
              config:
                - name: greeting
                  inline:
                    - path: /etc/motd
                      content: Hello.

        """
}
