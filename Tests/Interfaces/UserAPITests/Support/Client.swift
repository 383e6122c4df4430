import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Nodes
import TestSupport
import Testing

/// An answer of the API.
struct Answer: Sendable {
    let code: Int
    let body: [UInt8]
    let headers: HTTPHeaders

    var json: Node { get throws { try JSON.parse(body) } }
    var text: String { String(decoding: body, as: UTF8.self) }
    func header(_ name: String) -> String? { headers.first(name: name) }
    /// What a Status says.
    var message: String? { try? json["message"]?.string }
    /// The names of a list's items, in order.
    var names: [String] {
        get throws { try (json["items"]?.elements ?? []).compactMap { $0["metadata"]?["name"]?.string } }
    }
    /// The token of the next page.
    var next: String? { get throws { try json["metadata"]?["continue"]?.string } }
}

/// A person with a token.
struct Client: Sendable {
    let http: HTTPClient
    let base: String
    var token: String?

    static func with<T: Sendable>(
        port: Int, token: String?, _ body: @Sendable (Client) async throws -> T
    ) async throws -> T {
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        do {
            let value = try await body(Client(http: http, base: "http://127.0.0.1:\(port)", token: token))
            try await http.shutdown()
            return value
        } catch {
            try await http.shutdown()
            throw error
        }
    }

    /// The same person with another token, or none.
    func with(token: String?) -> Client { Client(http: http, base: base, token: token) }

    /// Sends a request to a path below `/api/v1`, with the pairs as its query.
    func send(
        _ method: String, _ path: String, _ query: [(String, String)] = [], body: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Answer {
        let pairs = query.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try await raw(
            method, "/api/v1" + path + (pairs.isEmpty ? "" : "?" + pairs), body: body, headers: headers)
    }

    func get(_ path: String, _ query: (String, String)...) async throws -> Answer { try await send("GET", path, query) }

    /// Gets a path and holds the answer against the contract.
    /// - Parameter pattern: the path as the contract names it, when it has placeholders.
    func checked(
        _ path: String, as pattern: String? = nil, _ query: (String, String)...,
        location: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        let answer = try await send("GET", path, query)
        let violations = try Contract.user().violations(
            method: "get", path: pattern ?? path, code: answer.code, body: answer.body)
        #expect(violations.isEmpty, "\(path) \(answer.code): \(violations)", sourceLocation: location)
        return answer
    }

    /// Sends exactly this target.
    func raw(
        _ method: String, _ target: String, body: String? = nil, headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + target)
        request.method = .init(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await http.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(
            code: Int(response.status.code), body: Array(bytes.readableBytesView), headers: response.headers)
    }

    /// As the existing clients do it: a space is `+`.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: " "): "+"
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                String(Unicode.Scalar(byte))
            default: "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
        }.joined()
    }
}
