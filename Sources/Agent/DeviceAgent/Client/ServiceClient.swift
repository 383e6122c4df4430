import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import PKI

/// Speaks to the service over mutual TLS with one client certificate. Must be closed.
final class ServiceClient: Sendable {
    private let http: HTTPClient
    private let base: String
    private let agent: String

    /// - Parameter version: the agent's own, for the service's logs.
    init(
        _ endpoint: ServiceEndpoint, identity: TLSIdentity, version: String, group: MultiThreadedEventLoopGroup
    ) throws {
        guard let address = ServiceAddress(endpoint.server) else {
            throw AgentError(.unavailable, "\(endpoint.server) is not an address", fix: "write https://HOST:7443")
        }
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.tlsConfiguration = try TLSConfiguration.client(
            authoritiesPEM: endpoint.certificateAuthority, identity: identity,
            verifiesServer: !endpoint.insecureSkipVerify)
        configuration.timeout.connect = .seconds(15)
        // Whoever calls has a back-off of its own, and wants to know at once why there is no connection.
        configuration.connectionPool.retryConnectionEstablishment = false
        // The name in the certificate replaces the host, and the host is where that name leads.
        if let name = endpoint.tlsServerName { configuration.dnsOverride = [name: address.host] }
        http = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        base = address.url(named: endpoint.tlsServerName) + "/api/v1"
        agent = "flightctl-agent/\(version) (linux/\(MachineFacts.architecture))"
    }

    func close() async { try? await http.shutdown() }

    /// Sends a request and reads the whole answer.
    ///
    /// - Parameters:
    ///   - path: below `/api/v1`.
    ///   - timeout: for everything, the answer's body included.
    ///   - limit: bytes of the answer.
    /// - Throws: ``AgentError`` `unavailable` when there is no answer, or one that is too large.
    func call(
        _ method: Method, _ path: String, body: [UInt8]? = nil, timeout: Duration = .seconds(60), limit: Int = 1 << 20
    ) async throws -> ServiceAnswer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .RAW(value: method.rawValue)
        for (name, value) in headers(hasBody: body != nil) { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        do {
            let response = try await http.execute(request, timeout: TimeAmount(timeout))
            let buffer = try await response.body.collect(upTo: limit)
            let wait = response.headers.first(name: "Retry-After").flatMap(Int.init)
            return ServiceAnswer(
                status: Int(response.status.code), retryAfter: wait.map { .seconds(min(max($0, 0), 3600)) },
                body: Array(buffer.readableBytesView))
        } catch {
            try Task.checkCancellation()
            throw AgentError(
                .unavailable, "no answer to \(method.rawValue) \(path): \(error)", fix: "the agent tries again")
        }
    }

    enum Method: String { case get = "GET", post = "POST", put = "PUT" }

    private func headers(hasBody: Bool) -> [(String, String)] {
        let always = [
            ("User-Agent", agent), ("X-Request-Id", Self.requestID()), ("Flightctl-API-Version", "v1beta1"),
            ("Accept", "application/json"),
        ]
        return hasBody ? always + [("Content-Type", "application/json")] : always
    }

    /// A random UUID (version 4).
    private static func requestID() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hex.encode(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
