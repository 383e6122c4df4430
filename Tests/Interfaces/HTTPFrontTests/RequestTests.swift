import AsyncHTTPClient
import HTTPFront
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Nodes
import Observability
import Synchronization
import Testing
import Wire

@Suite("Every request", .timeLimit(.minutes(2)))
struct RequestTests {
    private struct Leak: Error {
        let password = "hunter2"
    }

    private static func routes(_ router: Router<FrontContext>) {
        router.get("/api/v1/things/{name}") { _, context in
            "\(context.parameters.get("name") ?? "?") \(context.requestID) \(context.apiVersion.rawValue)"
        }
        router.put("/api/v1/things/{name}") { request, _ in
            String(try await request.readBody(upTo: 1000).readableBytes)
        }
        router.get("/fail/conflict") { _, _ -> String in throw StatusError(409, "it is there already") }
        router.get("/fail/busy") { _, _ -> String in throw StatusError(503, "busy", retryAfter: 7) }
        router.get("/fail/library") { _, _ -> String in throw HTTPError(.badRequest, message: "no such parameter") }
        router.get("/fail/unknown") { _, _ -> String in throw Leak() }
        router.get("/fail/cancelled") { _, _ -> String in throw CancellationError() }
    }

    private func ask(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: HTTPClientRequest.Body? = nil,
        adjust: (inout ListenerConfiguration) -> Void = { _ in }
    ) async throws -> Answer {
        var answer: Answer?
        try await withListener(adjust: adjust, routes: Self.routes) { address in
            answer = try await withClient {
                try await $0.send(method, "http://\(address)\(path)", headers: headers, body: body)
            }
        }
        return try #require(answer)
    }

    @Test(
        "keeps the client's identifier when it is harmless",
        arguments: ["abc", "7f1c-0d", String(repeating: "x", count: 128)])
    func requestID(id: String) async throws {
        let answer = try await ask("GET", "/api/v1/things/a", headers: [("X-Request-Id", id)])
        #expect(answer.header("X-Request-Id") == id)
        #expect(answer.text == "a \(id) v1beta1")
    }

    @Test(
        "gets an identifier of ours otherwise", arguments: ["", "two words", String(repeating: "x", count: 129), "ä"])
    func hostileRequestID(id: String) async throws {
        let answer = try await ask("GET", "/api/v1/things/a", headers: [("X-Request-Id", id)])
        let ours = try #require(answer.header("X-Request-Id"))
        #expect(ours != id && ours.utf8.count == 32)
    }

    @Test(
        "to an unknown path or with a wrong method is told so",
        arguments: [
            ("GET", "/nowhere", "API Error: no matching operation was found"),
            ("GET", "/api/v1/things", "API Error: no matching operation was found"),
            ("GET", "/api/v1/things/a/b", "API Error: no matching operation was found"),
            ("DELETE", "/api/v1/things/a", "API Error: method not allowed"),
            ("POST", "/fail/busy", "API Error: method not allowed"),
        ])
    func notFound(method: String, path: String, message: String) async throws {
        let answer = try await ask(method, path)
        #expect(answer.code == 404)
        #expect(answer.message == message)
        #expect(answer.header("Content-Type") == "application/json")
    }

    @Test("is answered in the version it asks for, or told which there are")
    func versions() async throws {
        let asked = try await ask("GET", "/api/v1/things/a", headers: [("Flightctl-API-Version", "v1beta1")])
        #expect(asked.code == 200)
        #expect(asked.header("Flightctl-API-Version") == "v1beta1")
        #expect(asked.header("Vary") == "Flightctl-API-Version")
        let silent = try await ask("GET", "/api/v1/things/a")
        #expect(silent.header("Flightctl-API-Version") == "v1beta1")
        let refused = try await ask("GET", "/api/v1/things/a", headers: [("Flightctl-API-Version", "v9")])
        #expect(refused.code == 406)
        #expect(refused.header("Flightctl-API-Versions-Supported") == "v1beta1")
        #expect(refused.header("Flightctl-API-Version") == nil)
        let body = try JSON.parse(refused.bytes, limits: .wire)
        #expect(body["kind"]?.string == "" && body["code"]?.integer == 406)
        let outside = try await ask("GET", "/fail/busy", headers: [("Flightctl-API-Version", "v9")])
        #expect(outside.code == 503 && outside.header("Flightctl-API-Version") == nil)
    }

    @Test("may use the other spelling of the path")
    func alternatePath() async throws {
        let answer = try await ask("GET", "/api/v1beta1/things/a", headers: [("X-Request-Id", "r")])
        #expect(answer.text == "a r v1beta1")
    }

    @Test(
        "whose handler fails gets a status, and nothing leaks",
        arguments: [
            ("/fail/conflict", 409, "it is there already"), ("/fail/library", 400, "no such parameter"),
            ("/fail/busy", 503, "busy"), ("/fail/cancelled", 503, "the server is stopping: try again"),
        ])
    func errors(path: String, code: Int, message: String) async throws {
        let answer = try await ask("GET", path)
        #expect(answer.code == code)
        #expect(answer.message == message)
        if code == 503 { #expect(answer.header("Retry-After") != nil) }
    }

    @Test("whose handler fails unexpectedly is told only where to look")
    func leak() async throws {
        let answer = try await ask("GET", "/fail/unknown", headers: [("X-Request-Id", "find-me")])
        #expect(answer.code == 500)
        #expect(!answer.text.contains("hunter2") && !answer.text.contains("Leak"))
        #expect(try #require(answer.message).contains("find-me"))
    }

    @Test("that fails unexpectedly is found in the log by its identifier")
    func logged() async throws {
        let lines = Mutex<[String]>([])
        let output = LogOutput { line in lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
        let logger = Logger(label: "front") {
            LineLogHandler(label: $0, format: .json, level: .error, output: output)
        }
        try await withListener(logger: logger, routes: Self.routes) { address in
            _ = try await withClient {
                try await $0.send("GET", "http://\(address)/fail/unknown", headers: [("X-Request-Id", "find-me")])
            }
        }
        let line = try #require(lines.withLock { $0.first })
        let record = try JSON.parse(Array(line.utf8), limits: .wire)
        #expect(record["metadata"]?["request"]?.string == "find-me")
        #expect(record["metadata"]?["server"]?.string == "test")
        #expect(record["metadata"]?["reason"]?.string?.contains("Leak") == true)
    }

    @Test("with too long a URL or too many headers is refused before anything else (P10)")
    func headLimits() async throws {
        let adjust: (inout ListenerConfiguration) -> Void = { $0.sendsSecurityHeaders = true }
        let prefix = "/api/v1/things/"
        let fits = try await ask("GET", prefix + String(repeating: "a", count: 2000 - prefix.utf8.count))
        #expect(fits.code == 200)
        let long = try await ask(
            "GET", prefix + String(repeating: "a", count: 2001 - prefix.utf8.count), adjust: adjust)
        let many = try await ask("GET", "/api/v1/things/a", headers: (0..<40).map { ("h\($0)", "v") }, adjust: adjust)
        #expect(long.code == 414 && many.code == 431)
        for answer in [long, many] {
            #expect(answer.header("X-Request-Id") == nil && answer.header("X-Frame-Options") == nil)
            #expect(answer.header("Flightctl-API-Version") == nil)
        }
    }

    @Test("with headers of many bytes is refused by closing (P10)")
    func headerBytes() async throws {
        let answer = try await ask("GET", "/api/v1/things/a", headers: [("h", String(repeating: "v", count: 40_000))])
        #expect(answer.code == 400)
    }

    @Test("with too large a body is refused, whether it says so or not (P10)")
    func bodyLimits() async throws {
        let bytes = ByteBuffer(repeating: 0x61, count: 1001)
        let path = "/api/v1/things/a"
        let fits = try await ask("PUT", path, body: .bytes(ByteBuffer(repeating: 0x61, count: 1000)))
        #expect(fits.text == "1000")
        let announced = try await ask("PUT", path, body: .bytes(bytes))
        #expect(announced.code == 413)
        let chunks = (0..<8).map { _ in ByteBuffer(repeating: 0x61, count: 200) }
        let chunked = try await ask("PUT", path, body: .stream(chunks.async, length: .unknown))
        #expect(chunked.code == 413)
        let ofListener = try await ask("PUT", path, body: .bytes(bytes)) { $0.limits.bodyBytes = 100 }
        #expect(ofListener.code == 413)
        #expect(try #require(ofListener.message).contains("100 bytes"))
    }

    @Test("gets the headers that protect browsers where they are wanted", arguments: [true, false])
    func securityHeaders(wanted: Bool) async throws {
        let answer = try await ask("GET", "/nowhere") { $0.sendsSecurityHeaders = wanted }
        let expected = [
            "Strict-Transport-Security": "max-age=31536000; includeSubDomains", "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        ]
        for (name, value) in expected { #expect(answer.header(name) == (wanted ? value : nil)) }
    }

    @Test("that is not HTTP is answered 400 and the connection closed")
    func malformed() async throws {
        try await withListener(routes: Self.routes) { address in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            let received = try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: "nonsense\r\n\r\n"))
                var all = ByteBuffer()
                for try await var part in inbound { all.writeBuffer(&part) }
                return String(buffer: all)
            }
            #expect(received.hasPrefix("HTTP/1.1 400 "))
        }
    }
}

extension Array where Element: Sendable {
    /// The elements one after the other.
    var async: AsyncStream<Element> {
        AsyncStream { continuation in
            for element in self { continuation.yield(element) }
            continuation.finish()
        }
    }
}
