import FoundationEssentials
import NIOHTTP1
import NIOSSL
import PKI
import Secrets
import TestSupport

/// The API for devices, as somebody with a certificate and a key of their choice finds it.
struct AgentDoor: Sendable {
    let port: Int
    let authority: String
    let certificate: String
    let key: String

    /// With what a device holds once it is enrolled.
    init(_ server: Server, _ device: DeviceProcess) throws {
        guard let certificate = device.certificate, let key = device.key else {
            throw TestSupportError("\(device.alias) is not enrolled")
        }
        try self.init(server, certificate: certificate, key: key)
    }

    init(_ server: Server, certificate: String, key: String) throws {
        guard let authority = FileManager.default.contents(atPath: "\(server.state)/pki/ca.crt") else {
            throw TestSupportError("there is no authority")
        }
        self.port = server.agentPort
        self.authority = String(decoding: authority, as: UTF8.self)
        (self.certificate, self.key) = (certificate, key)
    }

    func ask(_ method: HTTPMethod, _ path: String, body: String? = nil) async throws -> Answer {
        let identity = TLSIdentity(certificatePEM: certificate, key: Secret(text: key))
        let tls = try TLSConfiguration.client(authoritiesPEM: authority, identity: identity)
        return try await Answer.of(method, "https://127.0.0.1:\(port)/api/v1/\(path)", tls: tls, body: body)
    }
}
