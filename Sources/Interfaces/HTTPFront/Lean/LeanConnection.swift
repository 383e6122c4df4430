import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import PKI

/// One HTTP/1.1 connection that has no task: it gathers a request, hands it to the server, and writes the answer.
///
/// Bodies are taken whole, up to the listener's limit; one that is larger is read to its end, thrown away and answered with
/// 413. A client may send the next request before it has the answer to the one before; what comes beyond a few parts closes
/// the connection.
final class LeanConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    private static let mostWaitingParts = 64
    /// What of an oversized body is read so that its sender can read the answer.
    private static let mostThrownAway = 64 << 20

    private struct Reading {
        var head: HTTPRequest
        var body = ByteBuffer()
        var bytes = 0
    }

    private enum State {
        case idle
        case reading(Reading)
        case answering(HeldRequest)
        case closed
    }

    private let server: LeanServer
    private let peer: PeerIdentity?
    private var state = State.idle
    /// What came before it could be looked at.
    private var waiting: [HTTPRequestPart] = []
    private var closesAfterAnswer = false
    private var idleTimer: Scheduled<Void>?

    init(_ server: LeanServer, _ peer: PeerIdentity?) {
        self.server = server
        self.peer = peer
    }

    func handlerAdded(context: ChannelHandlerContext) {
        server.opened(context.channel)
        rest(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard case .answering = state else { return take(part, context) }
        guard waiting.count < Self.mostWaitingParts else { return close(context) }
        waiting.append(part)
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch (part, state) {
        case (.head(let head), .idle):
            state = .reading(Reading(head: head))
        case (.body(var bytes), .reading(var reading)):
            reading.bytes += bytes.readableBytes
            guard reading.bytes <= server.mostBodyBytes + Self.mostThrownAway else { return close(context) }
            if reading.bytes <= server.mostBodyBytes { reading.body.writeBuffer(&bytes) }
            state = .reading(reading)
        case (.end, .reading(let reading)):
            stopResting()
            begin(reading, context)
        default: close(context)
        }
    }

    private func begin(_ reading: Reading, _ context: ChannelHandlerContext) {
        var head = reading.head
        if head.headerFields[.connection]?.lowercased() == "close" { closesAfterAnswer = true }
        // A body without a stated length that was too large is refused like one with.
        if reading.bytes > server.mostBodyBytes { head.headerFields[.contentLength] = String(reading.bytes) }
        let body = reading.bytes > server.mostBodyBytes ? ByteBuffer() : reading.body
        let reply = LeanReply(self, context)
        let held = HeldRequest(head, peer) { [server] held, asksAgain in
            server.submit(LeanRequest(held: held, body: body, reply: reply, asksGate: asksAgain))
        }
        state = .answering(held)
        server.submit(LeanRequest(held: held, body: body, reply: reply, asksGate: true))
    }

    /// Writes the answer to the request in progress.
    func answer(_ head: HTTPResponse, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
        guard case .answering = state else { return }
        var head = head
        if closesAfterAnswer { head.headerFields[.connection] = "close" }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if body.readableBytes > 0 { context.write(wrapOutboundOut(.body(body)), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        if closesAfterAnswer { return close(context) }
        state = .idle
        rest(context)
        goOn(context)
    }

    /// Looks at what came meanwhile.
    private func goOn(_ context: ChannelHandlerContext) {
        let parts = waiting
        waiting = []
        for (index, part) in parts.enumerated() {
            if case .answering = state { return waiting = Array(parts[index...]) }
            take(part, context)
        }
    }
}

/// The end of a connection.
extension LeanConnection {
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed, is ChannelShouldQuiesceEvent:
            guard case .answering(let request) = state else { return close(context) }
            closesAfterAnswer = true
            // No device reads an answer after it has closed its side.
            if !(event is ChannelShouldQuiesceEvent) { request.tellGone() }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError, !isAnswering {
            let head = HTTPResponse(status: .badRequest, headerFields: [.connection: "close", .contentLength: "0"])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        close(context)
    }

    func channelInactive(context: ChannelHandlerContext) { end(context) }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    private var isAnswering: Bool {
        if case .answering = state { true } else { false }
    }

    private func close(_ context: ChannelHandlerContext) {
        end(context)
        context.close(promise: nil)
    }

    private func end(_ context: ChannelHandlerContext) {
        let last = state
        (state, waiting) = (.closed, [])
        stopResting()
        if case .closed = last { return }
        server.closed(context.channel)
        if case .answering(let request) = last { request.tellGone() }
    }

    /// A connection without a request lasts only so long.
    private func rest(_ context: ChannelHandlerContext) {
        stopResting()
        idleTimer = context.eventLoop.assumeIsolated().scheduleTask(in: server.idleTimeout) { self.close(context) }
    }

    private func stopResting() {
        idleTimer?.cancel()
        idleTimer = nil
    }
}
