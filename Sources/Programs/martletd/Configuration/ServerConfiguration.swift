import Configuration
import Planning

/// Everything that decides how a server runs. Each key stands on the command line as `--key`, in the environment as
/// `MARTLET_KEY` (dashes as underscores) and in the configuration file as `key`; the first of these that is set wins.
struct ServerConfiguration {
    /// Where keys, the certificate authority, mirrors and the embedded database live.
    var stateDirectory: String
    /// Directory with the first Repository and ResourceSync; nil: none.
    var bootstrapDirectory: String?
    /// Postgres to use; nil: an embedded one.
    var databaseURL: String?
    /// Where the embedded Postgres keeps its cluster.
    var databaseDirectory: String
    /// Address of the API for people.
    var userAddress: String
    /// Whether the API for people speaks TLS. Without it, only loopback addresses are served.
    var userTLS: Bool
    /// Address of the API for devices.
    var agentAddress: String
    /// Address of `/metrics`.
    var metricsAddress: String
    /// Base URL of the agent API as devices reach it; nil: made from the address.
    var agentURL: String?
    /// Further names and addresses that the server's certificate is valid for.
    var hostNames: [String]
    /// Time between two polls of a ResourceSync.
    var syncInterval: Duration
    /// Time between two probes of a Repository that no ResourceSync polls.
    var probeInterval: Duration
    /// Time between two looks at a place that specs draw on.
    var dependencyInterval: Duration
    /// How long a device's poll is held at most.
    var pollWait: Duration
    /// What this process does.
    var roles: Set<Role>
    /// Least level that is logged.
    var logLevel: String
    /// Whether repositories may be on this machine and in its networks.
    var allowsPrivateAddresses: Bool
    /// File with the keys of SSH hosts, as ssh keeps them; nil: none but what Repositories bring.
    var knownHostsFile: String?
    /// Directory with the secrets that manifests may refer to; nil: none.
    var secretsDirectory: String?
    /// At most how many devices of an organization get another version in a minute; nil: any number.
    var rolloutRate: Int64?
    /// How much a commit may take away without approval, where its ResourceSync does not say.
    var pruneLimits: PruneLimits

    /// A part of the server's work.
    enum Role: String, CaseIterable {
        /// The API for people.
        case api
        /// The API for devices.
        case agent
        /// Jobs: sync passes, template versions, delivery.
        case worker
        /// What one process at a time does by the clock.
        case periodic
    }
}

/// A key with a value that cannot be used.
struct ConfigurationError: Error, CustomStringConvertible {
    let description: String
}

extension ServerConfiguration {
    /// Reads every key, with its default.
    init(_ reader: ConfigReader) throws {
        stateDirectory = reader.string(forKey: "state-dir", default: "/var/lib/martlet")
        bootstrapDirectory = reader.string(forKey: "bootstrap")
        databaseURL = reader.string(forKey: "database-url", isSecret: true)
        databaseDirectory = reader.string(forKey: "database-dir") ?? "\(stateDirectory)/postgres"
        userAddress = reader.string(forKey: "user-address", default: "0.0.0.0:3333")
        userTLS = reader.bool(forKey: "user-tls", default: true)
        agentAddress = reader.string(forKey: "agent-address", default: "0.0.0.0:7443")
        metricsAddress = reader.string(forKey: "metrics-address", default: "127.0.0.1:15690")
        agentURL = reader.string(forKey: "agent-url")
        hostNames = reader.string(forKey: "host-names", default: "").split(separator: ",").map(String.init)
        syncInterval = try Self.duration(reader, "sync-interval", default: "5m", least: .seconds(1))
        probeInterval = try Self.duration(reader, "probe-interval", default: "2m", least: .seconds(1))
        dependencyInterval = try Self.duration(reader, "dependency-interval", default: "15m", least: .seconds(1))
        pollWait = try Self.duration(reader, "poll-wait", default: "2m", least: .seconds(1))
        logLevel = reader.string(forKey: "log-level", default: "info")
        allowsPrivateAddresses = reader.bool(forKey: "allow-private-addresses", default: false)
        knownHostsFile = reader.string(forKey: "known-hosts")
        secretsDirectory = reader.string(forKey: "secrets-dir")
        roles = try Self.roles(reader.string(forKey: "roles"))
        pruneLimits = PruneLimits(
            maxDeletions: try Self.count(
                reader, "prune-limit", default: PruneLimits.standard.maxDeletions, 0...1_000_000),
            maxPercentage: try Self.count(
                reader, "prune-percentage", default: PruneLimits.standard.maxPercentage, 0...100))
        rolloutRate = try Self.rate(reader, "rollout-rate")
        try check()
    }

    private static func rate(_ reader: ConfigReader, _ key: String) throws -> Int64? {
        let rate = try count(reader, key, default: 0, 0...1_000_000)
        return rate == 0 ? nil : Int64(rate)
    }

    private static func duration(
        _ reader: ConfigReader, _ key: String, default text: String, least: Duration
    ) throws -> Duration {
        let written = reader.string(forKey: ConfigKey([key]), default: text)
        guard let duration = DurationText.parse(written) else {
            throw ConfigurationError(
                description: "\(key): '\(written)' is not a duration. Write a number with ms, s, m or h.")
        }
        guard duration >= least else {
            throw ConfigurationError(description: "\(key): '\(written)' is too short. Write \(least) or more.")
        }
        return duration
    }

    private static func count(
        _ reader: ConfigReader, _ key: String, default count: Int, _ range: ClosedRange<Int>
    ) throws -> Int {
        guard let written = reader.string(forKey: ConfigKey([key])) else { return count }
        guard let number = Int(written), range.contains(number) else {
            throw ConfigurationError(
                description:
                    "\(key): '\(written)' is none of \(range.lowerBound) to \(range.upperBound). Write such a number.")
        }
        return number
    }

    private static func roles(_ text: String?) throws -> Set<Role> {
        guard let text else { return Set(Role.allCases) }
        return try Set(
            text.split(separator: ",").map { word in
                guard let role = Role(rawValue: word.trimming) else {
                    let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ConfigurationError(description: "roles: '\(word)' is no role. Known are \(known).")
                }
                return role
            })
    }

    private func check() throws {
        let host = userAddress.split(separator: ":").dropLast().joined(separator: ":")
        guard userTLS || ["127.0.0.1", "localhost", "[::1]"].contains(host) else {
            throw ConfigurationError(
                description: """
                    user-tls is off and user-address is \(userAddress): tokens would cross the network in the clear. \
                    Listen on 127.0.0.1, or leave user-tls on.
                    """)
        }
    }
}

extension Substring {
    /// Without blanks around it.
    fileprivate var trimming: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
