import HTTPTypes
import Hummingbird
import NIOCore

/// A whole request of a ``LeanConnection``, on its way to its answer.
struct LeanRequest: Sendable {
    let held: HeldRequest
    let body: ByteBuffer
    let reply: LeanReply
    /// Whether the gate may hold it (again).
    let asksGate: Bool

    var request: Request { Request(head: held.head, body: RequestBody(buffer: body)) }
}

/// Where the answer goes.
struct LeanReply: Sendable {
    private struct Target {
        let connection: LeanConnection
        let context: ChannelHandlerContext
    }

    private let target: NIOLoopBound<Target>
    let channel: any Channel

    /// Called on the connection's event loop.
    init(_ connection: LeanConnection, _ context: ChannelHandlerContext) {
        target = NIOLoopBound(
            Target(connection: connection, context: context), eventLoop: context.eventLoop)
        channel = context.channel
    }

    func write(_ head: HTTPResponse, _ body: ByteBuffer) {
        channel.eventLoop.execute {
            let target = target.value
            target.connection.answer(head, body, target.context)
        }
    }
}

/// The body of an answer, gathered: answers of lean connections are written in one piece.
final class LeanBody: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws {
        var buffer = buffer
        bytes.writeBuffer(&buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}

    static func gathered(_ body: consuming ResponseBody) async throws -> ByteBuffer {
        let writer = LeanBody()
        try await body.write(writer)
        return writer.bytes
    }
}
