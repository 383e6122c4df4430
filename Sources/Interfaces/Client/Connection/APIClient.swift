import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL
import Nodes
import PKI
import Secrets
import Wire

/// The user API over HTTP: paths in, JSON out, every failure a ``ClientError``.
public struct APIClient: Sendable {
    /// An answer of the server: its status, and its body if it has one.
    struct Answer: Sendable {
        let status: Int
        let body: Node?
    }

    let connection: Connection
    private let http: HTTPClient

    /// The most that an answer may hold; a page of a thousand devices with long status is some ten megabytes.
    private static let maximumAnswer = 256 << 20
    private static let limits = NodeLimits(
        maxBytes: maximumAnswer, maxDepth: 128, maxNodes: 20_000_000, maxDocuments: 1, maxAliasExpansion: 0)

    /// Opens a client for the time that `body` runs.
    static func with<Result: Sendable>(
        _ connection: Connection, _ body: (APIClient) async throws -> Result
    ) async throws -> Result {
        let configuration = try configuration(connection)
        return try await HTTPClient.withHTTPClient(configuration: configuration) { http in
            try await body(APIClient(connection: connection, http: http))
        }
    }

    /// A request whose success is an answer of 200 or 201 with JSON.
    func json(_ method: Method, _ path: RequestPath, body: Node? = nil) async throws(ClientError) -> Node {
        let answer = try await send(method, path, body: body)
        guard let body = answer.body else {
            throw .malformed("The server answered \(method.rawValue) with status \(answer.status) and nothing else.")
        }
        return body
    }

    /// A request whose success is any answer from 200 to 299.
    func send(_ method: Method, _ path: RequestPath, body: Node? = nil) async throws(ClientError) -> Answer {
        let (status, headers, bytes) = try await exchange(request(method, path, body: body))
        guard (200..<300).contains(status) else {
            throw .refused(
                status: status, body: try? JSON.parse(bytes, limits: Self.limits),
                retryAfter: headers.first { $0.name.lowercased() == "retry-after" }?.value,
                location: headers.first { $0.name.lowercased() == "location" }?.value)
        }
        if bytes.isEmpty { return Answer(status: status, body: nil) }
        do {
            return Answer(status: status, body: try JSON.parse(bytes, limits: Self.limits))
        } catch {
            throw .malformed("\(connection.server) answered with something that is no JSON (\(error.message)).")
        }
    }

    /// The methods that this client uses.
    enum Method: String { case get = "GET", put = "PUT", post = "POST", delete = "DELETE" }
}

extension APIClient {
    private func exchange(
        _ request: HTTPClientRequest
    ) async throws(ClientError) -> (status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        let seconds = connection.requestTimeout
        do {
            let response = try await http.execute(request, timeout: seconds == 0 ? .hours(24) : .seconds(Int64(seconds)))
            let body = try await response.body.collect(upTo: Self.maximumAnswer)
            return (Int(response.status.code), response.headers.map { ($0.name, $0.value) }, Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            throw .malformed("The server's answer is larger than \(Self.maximumAnswer >> 20) MiB; ask with a --limit.")
        } catch {
            throw .transport(error, to: connection.server)
        }
    }

    private func request(_ method: Method, _ path: RequestPath, body: Node?) -> HTTPClientRequest {
        var path = path
        path.add("org_id", connection.organization)
        let host = connection.trust.serverName ?? connection.server.host
        var request = HTTPClientRequest(url: connection.server.url(host: host) + path.text)
        request.method = .RAW(value: method.rawValue)
        request.headers.add(name: HeaderText.apiVersion, value: APIVersion.beta.rawValue)
        request.headers.add(name: HeaderText.requestID, value: UUID().uuidString.lowercased())
        request.headers.add(name: "User-Agent", value: "martlet/\(ClientVersion.current)")
        request.headers.add(name: "Accept", value: "application/json")
        if let token = connection.token {
            request.headers.add(name: "Authorization", value: "Bearer \(token.revealText())")
        }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body.json(pretty: false))
        }
        return request
    }

    /// One connection attempt and no redirects: a person is waiting, and a token goes to the named server only.
    private static func configuration(_ connection: Connection) throws(ClientError) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)), decompression: .disabled)
        configuration.tlsConfiguration = try tls(connection.trust)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        if let name = connection.trust.serverName { configuration.dnsOverride = [name: connection.server.host] }
        return configuration
    }

    private static func tls(_ trust: Connection.Trust) throws(ClientError) -> TLSConfiguration {
        do {
            return try .client(authoritiesPEM: trust.authoritiesPEM, verifiesServer: trust.verifiesServer)
        } catch {
            throw ClientError(.file, error.message, fix: error.fix)
        }
    }
}
