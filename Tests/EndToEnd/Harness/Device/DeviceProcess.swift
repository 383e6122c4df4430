import FoundationEssentials
import Glibc
import PKI
import TestSupport

/// A device: a folder that stands for its root, and `martlet-agent` at work in it.
actor DeviceProcess {
    nonisolated let root: String
    nonisolated let alias: String
    nonisolated let log: Log
    private var child: Child?

    init(_ sandbox: Sandbox, alias: String) {
        root = sandbox.path(alias)
        self.alias = alias
        log = Log(path: sandbox.path("\(alias).log"))
    }

    func start() throws {
        child = try Child(
            TestPrograms.path("martlet-agent"), ["--root", root, "--config", "/etc/flightctl/config.yaml"],
            log: log.path)
    }

    func end(_ signal: Int32 = SIGTERM) async throws { try await child?.end(signal) }

    /// How the agent ended; nil while it runs.
    var ending: Ending? { child?.ending }

    /// What a file of the device holds; nil when there is none.
    nonisolated func file(_ path: String) -> String? {
        FileManager.default.contents(atPath: root + path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Waits until a file of the device holds a text.
    nonisolated func file(_ path: String, becomes text: String) async throws {
        try await eventually("\(path) of \(alias) to hold \(text), it holds \(file(path) ?? "nothing")\n\(log.tail)") {
            file(path) == text
        }
    }

    nonisolated var certificate: String? { file("/var/lib/flightctl/certs/agent.crt") }
    nonisolated var key: String? { file("/var/lib/flightctl/certs/agent.key") }

    /// The device's name as its certificate says it.
    nonisolated func name() throws -> String {
        guard let certificate, let name = try PeerIdentity(certificatePEM: certificate).fingerprint else {
            throw TestSupportError("\(alias) has no certificate of a device")
        }
        return name
    }
}
