public import NIOCore
import NIOHTTP1
import NIOTLS

/// What a server answered.
public struct ServerAnswer: Sendable {
    /// The status code.
    public let code: Int
    /// The body, at most 4 MiB.
    public let body: ByteBuffer
    /// After how many seconds the device is asked to come again.
    public let retryAfter: Int?
}

/// Why a connection is of no more use.
enum ConnectionFault: Error {
    /// The server, or we, closed it.
    case closed
    /// An answer is larger than any honest one.
    case tooLarge
}

/// A request and the promise of its answer.
struct Exchange: Sendable {
    let head: HTTPRequestHead
    let body: ByteBuffer
    let answer: EventLoopPromise<ServerAnswer>
}

/// Writes requests and keeps the promise of the one that is under way.
final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Exchange
    typealias OutboundOut = HTTPClientRequestPart

    private static let mostBytes = 4 << 20

    private let host: String
    private let ready: EventLoopPromise<Void>
    private let isSecure: Bool
    private var waiting: EventLoopPromise<ServerAnswer>?
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    init(host: String, _ ready: EventLoopPromise<Void>, isSecure: Bool) {
        self.host = host
        self.ready = ready
        self.isSecure = isSecure
    }

    func channelActive(context: ChannelHandlerContext) {
        if !isSecure { ready.succeed() }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { ready.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        waiting = exchange.answer
        var head = exchange.head
        head.headers.add(name: "Host", value: host)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if exchange.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(exchange.body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(var part):
            body.writeBuffer(&part)
            if body.readableBytes > Self.mostBytes {
                fail(ConnectionFault.tooLarge)
                context.close(promise: nil)
            }
        case .end: answered()
        }
    }

    private func answered() {
        guard let head else { return }
        let retryAfter = head.headers.first(name: "Retry-After").flatMap { Int($0) }
        let answer = ServerAnswer(code: Int(head.status.code), body: body, retryAfter: retryAfter)
        let promise = waiting
        (waiting, self.head, body) = (nil, nil, ByteBuffer())
        promise?.succeed(answer)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ConnectionFault.closed)
        context.fireChannelInactive()
    }

    /// Also when the pipeline is torn down before it was active.
    func handlerRemoved(context: ChannelHandlerContext) { fail(ConnectionFault.closed) }

    private func fail(_ error: any Error) {
        ready.fail(error)
        let failed = waiting
        waiting = nil
        failed?.fail(error)
    }
}
