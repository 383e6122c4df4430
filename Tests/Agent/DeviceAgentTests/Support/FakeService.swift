import FoundationEssentials
import HTTPFront
import Hummingbird
import Logging
import Nodes
import PKI
import Secrets
import Synchronization

@testable import DeviceAgent

/// A service that speaks the agent protocol over real mutual TLS, as the reference describes it, with its state open to
/// the test.
final class FakeService: Sendable {
    struct Call: Sendable, Hashable {
        var method: String
        var path: String
    }

    struct State: Sendable {
        var calls: [Call] = []
        /// Enrolment requests by device: the body.
        var requests: [String: Node] = [:]
        var certificates: [String: String] = [:]
        var approvesAtOnce = true
        /// Conditions of every enrolment request instead of the usual ones.
        var conditions: [String]?
        var rendered: Rendered?
        /// Answers given to polls before anything else, in this order.
        var pollAnswers: [StatusError] = []
        var emptyPolls = 0
        /// Bodies given to polls before anything else, whatever they are.
        var pollBodies: [[UInt8]] = []
        var statusAnswers: [StatusError] = []
        /// Accepted status reports, oldest first.
        var statuses: [Node] = []
        var renewals: [String: String] = [:]
        var certificateSeconds: Int64?

        func polls() -> [String] { calls.map(\.path).filter { $0.contains("/rendered") } }
        var lastCondition: String? {
            statuses.last?["status"]?["conditions"]?.elements?.first { $0["type"]?.string == "Updating" }.map {
                "\($0["status"]?.string ?? "")/\($0["reason"]?.string ?? ""): \($0["message"]?.string ?? "")"
            }
        }
    }

    let authority: CertificateAuthority
    let identity: TLSIdentity
    private let scratch: Scratch
    private let state = Watched(State())
    private let organization = UUID()

    init() throws {
        scratch = try Scratch()
        authority = try CertificateAuthority.loadOrCreate(in: scratch.path + "/pki")
        identity = try authority.serverIdentity(in: scratch.path + "/pki", hosts: ["localhost", "127.0.0.1"])
    }

    var now: State { state.value }
    func change(_ body: (inout State) -> Void) { state.change(body) }

    /// Waits until the state is as the test wants it.
    func wait(until isReached: @escaping @Sendable (State) -> Bool) async throws {
        try await state.wait(until: isReached)
    }

    /// A certificate and key with which devices may ask to be enrolled.
    func enrollmentIdentity() throws -> TLSIdentity {
        let key = SigningKey()
        let request = try CertificateRequest(pem: try key.certificateRequest(commonName: "client-enrollment"))
        let issued = try authority.sign(request, as: .enrollment, organization: organization)
        return TLSIdentity(certificatePEM: issued.pem, key: key.pem)
    }

    func sign(_ pem: String, as signer: Signer, device: String) throws -> String {
        try authority.sign(
            try CertificateRequest(pem: pem), as: signer, organization: organization, device: device,
            expirationSeconds: now.certificateSeconds
        ).pem
    }

    func note(_ call: Call) { change { $0.calls.append(call) } }

    /// Runs the service on a port of the system's choice for as long as the body runs.
    static func run(_ body: (FakeService, _ url: String) async throws -> Void) async throws {
        let service = try FakeService()
        var logger = Logger(label: "fake")
        logger.logLevel = .critical
        let configuration = ListenerConfiguration(
            name: "agent", address: ListenAddress(host: "127.0.0.1", port: 0),
            transport: .mutualTLS(service.identity, clientAuthoritiesPEM: service.authority.certificatePEM))
        let listener = try Listener(configuration, router: service.router(), logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            defer { group.cancelAll() }
            let address = try await listener.boundAddress()
            try await body(service, "https://localhost:\(address.port)")
        }
    }
}
