import ArgumentParser
import Configuration
import FoundationEssentials
import Nodes

/// The command line of everything that runs on a server's state.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Directory for keys, certificates, mirrors and the embedded database.", valueName: "dir"))
    var stateDir: String?
    @Option(help: ArgumentHelp("Directory with the first Repository and ResourceSync.", valueName: "dir"))
    var bootstrap: String?
    @Option(help: ArgumentHelp("Postgres to use instead of the embedded one.", valueName: "url"))
    var databaseUrl: String?
    @Option(
        help: ArgumentHelp("Directory of the embedded database, if not below the state directory.", valueName: "dir"))
    var databaseDir: String?
    @Option(help: ArgumentHelp("Address of the API for people (default 0.0.0.0:3333).", valueName: "host:port"))
    var userAddress: String?
    @Option(help: ArgumentHelp("TLS on the API for people, true or false (default true; false on loopback only)."))
    var userTls: String?
    @Option(help: ArgumentHelp("Address of the API for devices (default 0.0.0.0:7443).", valueName: "host:port"))
    var agentAddress: String?
    @Option(help: ArgumentHelp("Address of /metrics (default 127.0.0.1:15690).", valueName: "host:port"))
    var metricsAddress: String?
    @Option(help: ArgumentHelp("Base URL of the agent API as devices reach it.", valueName: "url"))
    var agentUrl: String?
    @Option(help: ArgumentHelp("Further names for the server's certificate, separated by commas.", valueName: "names"))
    var hostNames: String?
    @Option(help: ArgumentHelp("Time between two polls of a ResourceSync (default 5m).", valueName: "duration"))
    var syncInterval: String?
    @Option(
        help: ArgumentHelp(
            "Time between two probes of a Repository that no sync polls (default 2m).", valueName: "duration"))
    var probeInterval: String?
    @Option(
        help: ArgumentHelp(
            "Time between two looks at a reference that fleets or devices draw config from (default 15m).",
            valueName: "duration"))
    var dependencyInterval: String?
    @Option(help: ArgumentHelp("How long a device's poll is held (default 2m).", valueName: "duration"))
    var pollWait: String?
    @Option(
        help: ArgumentHelp(
            "Most objects that a commit may take away without approval, where its ResourceSync does not say (default 10).",
            valueName: "count"))
    var pruneLimit: String?
    @Option(
        help: ArgumentHelp(
            "The same in per cent of what the ResourceSync owns (default 20).", valueName: "percent"))
    var prunePercentage: String?
    @Option(
        help: ArgumentHelp(
            "Most devices of an organization that get another version in a minute (default 0: any number).",
            valueName: "count"))
    var rolloutRate: String?
    @Option(help: ArgumentHelp("What this process does: api,agent,worker,periodic (default all).", valueName: "roles"))
    var roles: String?
    @Option(help: ArgumentHelp("Least level that is logged: trace, debug, info, warning, error (default info)."))
    var logLevel: String?
    @Flag(help: "Let Repositories be on this machine and in its networks, not on public addresses only.")
    var allowPrivateAddresses = false
    @Option(
        help: ArgumentHelp(
            "Keys of SSH hosts, as ssh keeps them, for Repositories that bring none.", valueName: "file"))
    var knownHosts: String?
    @Option(
        help: ArgumentHelp("Directory with the secrets that Repositories may refer to.", valueName: "dir"))
    var secretsDir: String?
    @Option(help: ArgumentHelp("YAML file with the same keys.", valueName: "file"))
    var config: String?

    /// The configuration that command line, environment and file make together.
    /// - Throws: `ValidationError`, which ends the program as wrong use does.
    func resolve() throws -> ServerConfiguration {
        do {
            return try configuration()
        } catch let error as ConfigurationError {
            throw ValidationError(error.description)
        }
    }

    private func configuration() throws -> ServerConfiguration {
        let reader = ConfigReader(providers: [
            InMemoryProvider(name: "command line", values: Self.values(given)),
            EnvironmentVariablesProvider().prefixKeys(with: "martlet"),
            InMemoryProvider(name: "file", values: Self.values(try config.map(Self.read) ?? [])),
        ])
        return try ServerConfiguration(reader)
    }

    private var given: [(String, String)] {
        let all: [(String, String?)] = [
            ("state-dir", stateDir), ("bootstrap", bootstrap), ("database-url", databaseUrl),
            ("database-dir", databaseDir), ("user-address", userAddress), ("user-tls", userTls),
            ("agent-address", agentAddress), ("metrics-address", metricsAddress), ("agent-url", agentUrl),
            ("host-names", hostNames), ("sync-interval", syncInterval), ("poll-wait", pollWait), ("roles", roles),
            ("log-level", logLevel), ("prune-limit", pruneLimit), ("prune-percentage", prunePercentage),
            ("probe-interval", probeInterval), ("dependency-interval", dependencyInterval),
            ("allow-private-addresses", allowPrivateAddresses ? "true" : nil), ("known-hosts", knownHosts),
            ("secrets-dir", secretsDir), ("rollout-rate", rolloutRate),
        ]
        return all.compactMap { key, value in value.map { (key, $0) } }
    }

    private static func values(_ pairs: [(String, String)]) -> [AbsoluteConfigKey: ConfigValue] {
        Dictionary(
            pairs.map { key, value in
                let content: ConfigContent = Bool(value).map(ConfigContent.bool) ?? .string(value)
                return (AbsoluteConfigKey([key]), ConfigValue(content, isSecret: key == "database-url"))
            }, uniquingKeysWith: { first, _ in first })
    }

    private static let keys: Set<String> = [
        "state-dir", "bootstrap", "database-url", "database-dir", "user-address", "user-tls", "agent-address",
        "metrics-address", "agent-url", "host-names", "sync-interval", "poll-wait", "roles", "log-level",
        "prune-limit", "prune-percentage", "probe-interval", "dependency-interval",
        "allow-private-addresses", "known-hosts", "secrets-dir", "rollout-rate",
    ]

    private static func read(_ file: String) throws -> [(String, String)] {
        guard let content = FileManager.default.contents(atPath: file) else {
            throw ConfigurationError(description: "\(file) cannot be read. Check its path, owner and mode.")
        }
        let document = try parse(Array(content), file)
        return try (document?.entries ?? []).map { entry in
            guard keys.contains(entry.key) else {
                throw ConfigurationError(
                    description:
                        "\(file):\(entry.keyStart.line): '\(entry.key)' is not a key. See martletd serve --help.")
            }
            return (entry.key, Self.text(entry.value))
        }
    }

    private static func parse(_ bytes: [UInt8], _ file: String) throws -> Node? {
        do {
            return try YAML.documents(in: bytes, limits: .manifest).first
        } catch {
            throw ConfigurationError(
                description: "\(file):\(error.position.line):\(error.position.column): \(error.message). \(error.fix)")
        }
    }

    private static func text(_ node: Node) -> String {
        if let elements = node.elements { return elements.map(text).joined(separator: ",") }
        if case .scalar(let scalar) = node.content { return scalar.text }
        return ""
    }
}
