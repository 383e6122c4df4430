import Glibc
import Logging
import Nodes
import PKI
import Secrets

@testable import DeviceAgent

/// An agent below a scratch directory that talks to a ``FakeService``.
struct AgentUnderTest {
    let scratch: Scratch
    let agent: DeviceAgent

    init(
        _ service: FakeService, _ url: String, in scratch: Scratch? = nil, extra: String = "",
        environment: [String: String] = [:], clock: @escaping @Sendable () -> Double = { Double(time(nil)) }
    ) throws {
        let scratch = try scratch ?? Scratch()
        self.scratch = scratch
        let identity = try service.enrollmentIdentity()
        func embed(_ text: String) -> String { Base64.encode(Array(text.utf8)) }
        try scratch.write(
            "/etc/flightctl/config.yaml",
            """
            enrollment-service:
              service:
                server: \(url)
                certificate-authority-data: \(embed(service.authority.certificatePEM))
              authentication:
                client-certificate-data: \(embed(identity.certificatePEM))
                client-key-data: \(embed(identity.key.revealText()))
            \(extra)
            """)
        var options = DeviceAgent.Options(version: "1.2.3")
        options.root = scratch.root
        options.environment = Self.quick.merging(environment) { $1 }
        options.logLevel = .critical
        agent = DeviceAgent(
            options: options, logger: Logger(label: "agent"), gate: { _ throws(SystemFailure) in }, now: clock)
    }

    /// Intervals at which a test is not kept waiting.
    private static let quick = [
        "FLIGHTCTL_TEST_ENROLLMENT_VERIFY_INTERVAL": "10ms", "FLIGHTCTL_TEST_ENROLLMENT_VERIFY_CAP": "20ms",
        "FLIGHTCTL_TEST_STATUS_UPDATE_INTERVAL": "50ms", "FLIGHTCTL_TEST_STATUS_UPDATE_JITTER": "0s",
        "FLIGHTCTL_TEST_SPEC_FETCH_MIN_INTERVAL": "5ms", "FLIGHTCTL_TEST_SPEC_FETCH_ERROR_BASE_DELAY": "5ms",
        "FLIGHTCTL_TEST_SPEC_FETCH_ERROR_MAX_DELAY": "10ms", "FLIGHTCTL_TEST_RECONCILE_INTERVAL": "20ms",
        "FLIGHTCTL_TEST_RENEWAL_CHECK_INTERVAL": "20ms", "FLIGHTCTL_TEST_RETRY_BASE_DELAY": "20ms",
    ]

    /// The device's name, from the key that the agent made.
    func device() throws -> String {
        let pem = try scratch.disk.read(DevicePaths.key, limit: 1 << 16) ?? []
        return try SigningKey(pem: Secret(pem)).fingerprint.text
    }

    /// Runs the agent for as long as the body runs.
    func run(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: DeviceAgent.End?.self) { group in
            group.addTask { try await agent.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }
}
