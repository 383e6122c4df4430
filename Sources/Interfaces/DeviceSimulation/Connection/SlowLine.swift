import NIOCore

/// A slow line below TLS: what is sent arrives after the latency and after what was sent before it has passed.
final class SlowLine: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// One direction: until when what was sent keeps the line busy.
    private struct Direction {
        var busyUntil = NIODeadline.uptimeNanoseconds(0)

        /// When so many bytes that are sent now arrive.
        mutating func arrival(of bytes: Int, now: NIODeadline, _ line: DeviceBehaviour.Line) -> NIODeadline {
            let passing = line.bytesPerSecond.map { Int64(bytes) * 1_000_000_000 / Int64(max(1, $0)) } ?? 0
            busyUntil = max(busyUntil, now) + .nanoseconds(passing)
            return busyUntil + TimeAmount(line.latency)
        }
    }

    private let line: DeviceBehaviour.Line
    private var up = Direction()
    private var down = Direction()

    init(_ line: DeviceBehaviour.Line) { self.line = line }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        let arrival = down.arrival(of: buffer.readableBytes, now: context.eventLoop.now, line)
        at(arrival, context) { context in
            context.fireChannelRead(self.wrapInboundOut(buffer))
            context.fireChannelReadComplete()
        }
    }

    /// What was read is told of when it arrives.
    func channelReadComplete(context: ChannelHandlerContext) {}

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let buffer = unwrapOutboundIn(data)
        let arrival = up.arrival(of: buffer.readableBytes, now: context.eventLoop.now, line)
        at(arrival, context) { $0.writeAndFlush(self.wrapOutboundOut(buffer), promise: promise) }
    }

    private func at(
        _ time: NIODeadline, _ context: ChannelHandlerContext, _ action: @escaping (ChannelHandlerContext) -> Void
    ) {
        context.eventLoop.assumeIsolated().scheduleTask(deadline: time) { action(context) }
    }
}
