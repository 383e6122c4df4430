import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import HTTPTypes
import NIOCore
import NIOSSL
import Nodes
import PKI
import Synchronization

@testable import Client

/// What the server was asked.
struct Asked: Sendable, Equatable {
    let method: String
    /// Path and query as sent.
    let target: String
    let headers: [String: String]
    let body: [UInt8]

    var json: Node? { try? JSON.parse(body) }
}

/// What it shall answer.
struct Canned: Sendable {
    var status = 200
    var body = ""
    var headers: [String: String] = [:]

    static func refusal(_ status: Int, _ message: String, headers: [String: String] = [:]) -> Canned {
        let body = Status.body(code: status, message: message)
        return Canned(status: status, body: body, headers: headers)
    }
}

enum Status {
    static func body(code: Int, message: String) -> String {
        """
        {"apiVersion":"flightctl.io/v1beta1","kind":"Status","status":"Failure","code":\(code),"reason":"X","message":"\(message)"}
        """
    }
}

/// A real HTTP server on loopback that gives canned answers and remembers what it was asked.
struct FakeServer: Sendable {
    let address: ServerAddress
    private let asked: AskedRequests

    /// The requests so far, in order.
    var requests: [Asked] { asked.all }
    /// `METHOD path?query` of the requests so far.
    var lines: [String] { requests.map { "\($0.method) \($0.target)" } }

    /// Runs the server while `body` runs. `answer` gets `METHOD path?query`.
    static func run(
        identity: TLSIdentity? = nil, host: String = "localhost", answer: @escaping @Sendable (Asked) -> Canned,
        _ body: @Sendable @escaping (FakeServer) async throws -> Void
    ) async throws {
        let asked = AskedRequests()
        let (ports, started) = AsyncStream<Int>.makeStream()
        let application = try application(identity, asked, answer) { started.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { return }
            let scheme = identity == nil ? "http" : "https"
            let address = try ServerAddress("\(scheme)://\(host):\(port)")
            defer { group.cancelAll() }
            try await body(FakeServer(address: address, asked: asked))
        }
    }

    private static func application(
        _ identity: TLSIdentity?, _ asked: AskedRequests, _ answer: @escaping @Sendable (Asked) -> Canned,
        _ started: @escaping @Sendable (Int) -> Void
    ) throws -> Application<CallbackResponder<BasicRequestContext>> {
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let asking = Asked(request, body: Array(body.readableBytesView))
            asked.add(asking)
            return Response(answer(asking))
        }
        let server: HTTPServerBuilder =
            if let identity {
                try .tls(tlsConfiguration: .server(identity, applicationProtocols: ["http/1.1"]))
            } else {
                .http1()
            }
        return Application(
            responder: responder, server: server, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in started(channel.localAddress?.port ?? 0) })
    }
}

/// The requests that a server has seen.
final class AskedRequests: Sendable {
    private let requests = Mutex<[Asked]>([])

    var all: [Asked] { requests.withLock { $0 } }

    func add(_ asked: Asked) { requests.withLock { $0.append(asked) } }
}

extension Asked {
    fileprivate init(_ request: Request, body: [UInt8]) {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        self.init(method: request.method.rawValue, target: request.head.path ?? "", headers: headers, body: body)
    }
}

extension Response {
    fileprivate init(_ canned: Canned) {
        var fields = HTTPFields()
        for (name, value) in canned.headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        self.init(
            status: .init(code: canned.status), headers: fields,
            body: .init(byteBuffer: ByteBuffer(string: canned.body)))
    }
}

/// A failure that was caught inside a server's lifetime.
final class CaughtFailure: Sendable {
    private let failure = Mutex<ClientError?>(nil)

    var error: ClientError? { failure.withLock { $0 } }

    func set(_ error: ClientError) { failure.withLock { $0 = error } }
}
