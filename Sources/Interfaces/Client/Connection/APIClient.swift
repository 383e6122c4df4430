import AsyncHTTPClient
import Nodes

/// The user API over HTTP: paths in, JSON out, every failure a ``ClientError``.
public struct APIClient: Sendable {
    /// An answer of the server: its status, and its body if it has one.
    struct Answer: Sendable {
        let status: Int
        let body: Node?
    }

    let connection: Connection
    let http: HTTPClient

    /// The most that an answer may hold; a page of a thousand devices with long status is some ten megabytes.
    static let maximumAnswer = 256 << 20
    private static let limits = NodeLimits(
        maxBytes: maximumAnswer, maxDepth: 128, maxNodes: 20_000_000, maxDocuments: 1, maxAliasExpansion: 0)

    /// Opens a client for the time that `body` runs.
    static func with<Result: Sendable>(
        _ connection: Connection, _ body: (APIClient) async throws -> Result
    ) async throws -> Result {
        let configuration = try HTTPClient.Configuration.client(connection)
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
