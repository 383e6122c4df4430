import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One TLS connection of a device that stays open: lean, so that the client takes little of the machine.
struct DeviceConnection: Sendable {
    private let channel: any Channel

    static func open(port: Int, _ context: NIOSSLContext) async throws -> DeviceConnection {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(ExchangeHandler())
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return DeviceConnection(channel: channel)
    }

    /// Sends a request; the future is the status code of the answer. One request at a time.
    func send(_ method: HTTPMethod, _ path: String, body: [UInt8] = []) -> EventLoopFuture<Int> {
        var headers = HTTPHeaders([("Host", "127.0.0.1"), ("Flightctl-API-Version", "v1beta1")])
        if !body.isEmpty {
            headers.add(name: "Content-Type", value: "application/json")
            headers.add(name: "Content-Length", value: "\(body.count)")
        }
        let answer = channel.eventLoop.makePromise(of: Int.self)
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
        channel.writeAndFlush(Exchange(head: head, body: ByteBuffer(bytes: body), answer: answer))
            .cascadeFailure(to: answer)
        return answer.futureResult
    }

    func close() async { try? await channel.close() }
}

/// A request and the promise of its answer's status code.
private struct Exchange: Sendable {
    let head: HTTPRequestHead
    let body: ByteBuffer
    let answer: EventLoopPromise<Int>
}

/// Writes requests and keeps the promise of the one that is under way.
private final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Exchange
    typealias OutboundOut = HTTPClientRequestPart

    private var waiting: EventLoopPromise<Int>?
    private var status = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        waiting = exchange.answer
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        if exchange.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(exchange.body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body: break
        case .end:
            let answered = waiting
            waiting = nil
            answered?.succeed(status)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(BenchError("the server closed the connection"))
    }

    private func fail(_ error: any Error) {
        let failed = waiting
        waiting = nil
        failed?.fail(error)
    }
}
