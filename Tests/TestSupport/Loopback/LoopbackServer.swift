import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// A request as a ``LoopbackServer`` saw it.
public struct LoopbackRequest: Sendable {
    /// The method.
    public var method = ""
    /// Path and query.
    public var target = ""
    /// The headers, with names in lower case.
    public var headers: [String: String] = [:]
    /// What was sent.
    public var body: [UInt8] = []
}

/// What a ``LoopbackServer`` does with a request.
public enum LoopbackAnswer: Sendable {
    /// Answers so.
    case reply(Int, [String: String] = [:], [UInt8] = [])
    /// Says that it answers, sends this much of a longer body, and no more.
    case part([UInt8])
    /// Never answers.
    case silence
    /// Closes the connection.
    case close
}

/// A web server on loopback that answers as a test wants and remembers what it was asked.
public final class LoopbackServer: Sendable {
    /// The port on 127.0.0.1.
    public let port: Int
    fileprivate let log: Log

    fileprivate final class Log: Sendable {
        let requests = Mutex<[LoopbackRequest]>([])
    }

    private init(port: Int, log: Log) {
        self.port = port
        self.log = log
    }

    /// The requests so far, in the order of their arrival.
    public var requests: [LoopbackRequest] { log.requests.withLock { $0 } }

    /// Runs a server for the time of `body`.
    ///
    /// - Parameters:
    ///   - tls: the certificate with which it speaks HTTPS.
    ///   - clientAuthority: PEM of who must have issued the clients' certificates; none are asked for when nil.
    public static func with<T: Sendable>(
        tls: TestCertificate? = nil, clientAuthority: [UInt8]? = nil,
        answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer,
        _ body: @Sendable (LoopbackServer) async throws -> T
    ) async throws -> T {
        let context = try tls.map {
            try NIOSSLContext(configuration: $0.serverConfiguration(clientAuthority: clientAuthority))
        }
        let log = Log()
        let listener = try await LoopbackListener { channel in
            if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(LoopbackHandler(log, answer))
        }
        return try await listener.during { try await body(LoopbackServer(port: listener.port, log: log)) }
    }
}

/// Answers the requests of one connection.
private final class LoopbackHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: LoopbackServer.Log
    private let answer: @Sendable (LoopbackRequest) -> LoopbackAnswer
    private var request = LoopbackRequest()

    init(_ log: LoopbackServer.Log, _ answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer) {
        self.log = log
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = LoopbackRequest(
                method: head.method.rawValue, target: head.uri,
                headers: Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 })
        case .body(let bytes): request.body.append(contentsOf: bytes.readableBytesView)
        case .end:
            log.requests.withLock { $0.append(request) }
            perform(answer(request), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func perform(_ answer: LoopbackAnswer, _ context: ChannelHandlerContext) {
        switch answer {
        case .reply(let status, let headers, let body):
            write(status, headers, body, promised: body.count, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .part(let body):
            write(200, [:], body, promised: body.count + 1, context)
            context.flush()
        case .silence: break
        case .close: context.close(promise: nil)
        }
    }

    private func write(
        _ status: Int, _ headers: [String: String], _ body: [UInt8], promised: Int, _ context: ChannelHandlerContext
    ) {
        var fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
        fields.replaceOrAdd(name: "Content-Length", value: String(promised))
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    }
}
