import FoundationEssentials
import NIOSSL
import Nodes
public import PKI
import Secrets

/// How devices reach a server.
public struct ServerAccess: Sendable {
    /// The agent API.
    public var server: ServerAddress
    /// Who vouches for the server.
    public var authoritiesPEM: String
    /// What new devices enrol with; nil when all have certificates.
    public var enrolling: TLSIdentity?
    /// Lets devices in; nil when somebody else does.
    public var approver: Approver?

    /// A server, whose devices all have certificates.
    public init(server: ServerAddress, authoritiesPEM: String) {
        self.server = server
        self.authoritiesPEM = authoritiesPEM
    }

    /// Reads what a scenario names.
    public init(_ scenario: Scenario) throws(SimulationError) {
        guard let path = scenario.agentConfiguration else {
            throw SimulationError(
                "the scenario names no agentConfig",
                fix: "make one with 'martlet certificate request' and name its path")
        }
        self = try AgentConfigurationFile(path: path).access()
        approver = try scenario.approval.map { (approval) throws(SimulationError) in
            try Approver(approval, authoritiesPEM: authoritiesPEM)
        }
    }

    /// What a client presents.
    static func context(_ authoritiesPEM: String, _ identity: TLSIdentity?) throws -> NIOSSLContext {
        var configuration = try TLSConfiguration.client(authoritiesPEM: authoritiesPEM, identity: identity)
        // Simulated devices are often pointed at an address that the server's certificate does not name.
        configuration.certificateVerification = .noHostnameVerification
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}

/// An agent's `config.yaml`, of which the enrolment service is read.
struct AgentConfigurationFile {
    let path: String

    func access() throws(SimulationError) -> ServerAccess {
        let document = try read()
        let service = document["enrollment-service"]?["service"]
        let authentication = document["enrollment-service"]?["authentication"]
        guard let server = service?["server"]?.string.flatMap({ ServerAddress(url: $0) }) else {
            throw SimulationError("\(path) names no server", fix: "set enrollment-service.service.server to its URL")
        }
        var access = ServerAccess(server: server, authoritiesPEM: try pem(service, "certificate-authority"))
        access.enrolling = TLSIdentity(
            certificatePEM: try pem(authentication, "client-certificate"),
            key: Secret(text: try pem(authentication, "client-key")))
        return access
    }

    private func read() throws(SimulationError) -> Node {
        do {
            guard let bytes = try AtomicFile.read(path), let document = try YAML.documents(in: bytes).first else {
                throw SimulationError("\(path) does not exist", fix: "make it with 'martlet certificate request'")
            }
            return document
        } catch let error as SimulationError {
            throw error
        } catch {
            throw SimulationError("\(path) cannot be read: \(error)", fix: "name an agent's config.yaml")
        }
    }

    /// PEM that stands in the file, or in another that it names.
    private func pem(_ node: Node?, _ key: String) throws(SimulationError) -> String {
        if let data = node?["\(key)-data"]?.string.flatMap({ Data(base64Encoded: $0) }) {
            return String(decoding: data, as: UTF8.self)
        }
        guard let file = node?[key]?.string, let secret = try? AtomicFile.readSecret(file) else {
            throw SimulationError("\(path) has no \(key) that can be read", fix: "request the certificate embedded")
        }
        return secret.revealText()
    }
}
