import NIOCore
import NIOPosix
import Synchronization

/// An HTTP proxy on loopback that connects to where it is told (`CONNECT`), always on 127.0.0.1, and remembers where
/// that was.
public final class LoopbackProxy: Sendable {
    /// `http://127.0.0.1:PORT`.
    public let url: String
    fileprivate let log: Log

    fileprivate final class Log: Sendable {
        let targets = Mutex<[String]>([])
    }

    private init(port: Int, log: Log) {
        url = "http://127.0.0.1:\(port)"
        self.log = log
    }

    /// `host:port` of each connection that was asked for.
    public var targets: [String] { log.targets.withLock { $0 } }

    /// Runs a proxy for the time of `body`. When it `refuses`, it answers every request with 403.
    public static func with<T: Sendable>(
        refuses: Bool = false, _ body: @Sendable (LoopbackProxy) async throws -> T
    ) async throws -> T {
        let log = Log()
        let listener = try await LoopbackListener { channel in
            try channel.pipeline.syncOperations.addHandler(ConnectHandler(log, refuses))
        }
        return try await listener.during { try await body(LoopbackProxy(port: listener.port, log: log)) }
    }
}

/// Reads where to connect, connects, and passes bytes on from then on.
private final class ConnectHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let log: LoopbackProxy.Log
    private let refuses: Bool
    private var head = ""
    private var peer: (any Channel)?

    init(_ log: LoopbackProxy.Log, _ refuses: Bool) {
        self.log = log
        self.refuses = refuses
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if let peer {
            peer.writeAndFlush(bytes, promise: nil)
            return
        }
        head += String(buffer: bytes)
        guard head.contains("\r\n\r\n") else { return }
        let words = head.split(separator: " ")
        guard words.count > 1, words[0] == "CONNECT" else { return context.close(promise: nil) }
        log.targets.withLock { $0.append(String(words[1])) }
        guard !refuses else {
            context.writeAndFlush(
                wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")),
                promise: nil)
            return
        }
        connect(Int(words[1].split(separator: ":").last ?? "") ?? 0, context)
    }

    func channelInactive(context: ChannelHandlerContext) { peer?.close(promise: nil) }

    private func connect(_ port: Int, _ context: ChannelHandlerContext) {
        let client = context.channel
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(BackHandler(client))
                }
            }
            .connect(host: "127.0.0.1", port: port).assumeIsolated().whenComplete { result in
                guard case .success(let peer) = result else { return client.close(promise: nil) }
                self.peer = peer
                client.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\n"), promise: nil)
            }
    }
}

/// Passes bytes back.
private final class BackHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let client: any Channel

    init(_ client: any Channel) { self.client = client }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
