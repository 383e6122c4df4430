public import NIOCore
public import NIOHTTP1
import NIOPosix
public import NIOSSL
import NIOTLS

/// One connection of a device that stays open, over HTTP/1.1: lean, so that tens of thousands fit into one process.
public struct DeviceConnection: Sendable {
    private let channel: any Channel

    /// Connects, and waits for the handshake.
    ///
    /// - Parameters:
    ///   - context: what the device presents; nil for a server without TLS.
    ///   - line: how slow the line is; nil for none.
    static func open(
        _ server: ServerAddress, _ context: NIOSSLContext?, line: DeviceBehaviour.Line? = nil
    ) async throws -> DeviceConnection {
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let ready = loop.makePromise(of: Void.self)
        do {
            let channel = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        if let line { try pipeline.addHandler(SlowLine(line)) }
                        if let context {
                            try pipeline.addHandler(
                                NIOSSLClientHandler(context: context, serverHostname: server.serverName))
                        }
                        try pipeline.addHTTPClientHandlers()
                        try pipeline.addHandler(ExchangeHandler(host: server.host, ready, isSecure: context != nil))
                    }
                }
                .connect(host: server.host, port: server.port).get()
            let connection = DeviceConnection(channel: channel)
            try await connection.cancellable { try await ready.futureResult.get() }
            return connection
        } catch {
            // The handler keeps the promise once it is in the pipeline; before that nobody else does.
            ready.fail(error)
            throw error
        }
    }

    /// Connects to a server on this machine.
    public static func open(port: Int, _ context: NIOSSLContext) async throws -> DeviceConnection {
        try await open(ServerAddress(host: "127.0.0.1", port: port), context)
    }

    /// Sends a request. One request at a time.
    public func send(
        _ method: HTTPMethod, _ path: String, body: [UInt8] = [], headers: [(String, String)] = []
    ) -> EventLoopFuture<ServerAnswer> {
        var fields = HTTPHeaders([("Flightctl-API-Version", "v1beta1")] + headers)
        if !body.isEmpty {
            fields.add(name: "Content-Type", value: "application/json")
            fields.add(name: "Content-Length", value: "\(body.count)")
        }
        let answer = channel.eventLoop.makePromise(of: ServerAnswer.self)
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: fields)
        channel.writeAndFlush(Exchange(head: head, body: ByteBuffer(bytes: body), answer: answer))
            .cascadeFailure(to: answer)
        return answer.futureResult
    }

    /// Sends a request and waits; the connection is dropped when the task is cancelled.
    func ask(
        _ method: HTTPMethod, _ path: String, body: [UInt8] = [], headers: [(String, String)] = []
    ) async throws -> ServerAnswer {
        try await cancellable { try await send(method, path, body: body, headers: headers).get() }
    }

    /// Says farewell and closes.
    public func close() async { try? await channel.close() }

    /// Ends the connection without a word, as a device that loses its network.
    func drop() {
        channel.eventLoop.execute {
            guard let secure = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLClientHandler.self)
            else { return channel.close(promise: nil) }
            secure.close(promise: nil)
        }
    }

    /// Ends it like ``drop()`` when the time is up.
    func drop(after time: Duration) {
        let scheduled = channel.eventLoop.scheduleTask(in: TimeAmount(time)) { drop() }
        channel.closeFuture.whenComplete { _ in scheduled.cancel() }
    }

    private func cancellable<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await withTaskCancellationHandler {
            try await body()
        } onCancel: {
            drop()
        }
    }
}
