import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Nodes
import Secrets
import Wire

extension APIClient {
    /// Sends a request and reads the whole answer, whatever its status.
    func exchange(
        _ request: HTTPClientRequest
    ) async throws(ClientError) -> (status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        let seconds = connection.requestTimeout
        do {
            let response = try await http.execute(
                request, timeout: seconds == 0 ? .hours(24) : .seconds(Int64(seconds)))
            let body = try await response.body.collect(upTo: Self.maximumAnswer)
            return (
                Int(response.status.code), response.headers.map { ($0.name, $0.value) }, Array(body.readableBytesView)
            )
        } catch is NIOTooManyBytesError {
            throw .malformed("The server's answer is larger than \(Self.maximumAnswer >> 20) MiB; ask with a --limit.")
        } catch {
            throw .transport(error, to: connection.server)
        }
    }

    /// A request with the headers that every request has.
    func request(_ method: Method, _ path: RequestPath, body: Node?) -> HTTPClientRequest {
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
}
