import Glibc
import NIOCore
import NIOHTTP1

extension GitHost {
    typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

    /// Answers one request as the host is told to. Returns whether the connection goes on.
    func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ channel: any Channel, _ outbound: Outbound) async throws
        -> Bool
    {
        let (behaviour, required) = note(head)
        if let required, head.headers.first(name: "authorization") != required {
            try await send(.unauthorized, ["WWW-Authenticate": "Basic realm=\"git\""], [], outbound)
            return true
        }
        switch behaviour {
        case .silence:
            // Until the client goes away, or the host ends.
            try await withTaskCancellationHandler {
                try await channel.closeFuture.get()
            } onCancel: {
                channel.close(promise: nil)
            }
            return false
        case .status(let code):
            try await send(HTTPResponseStatus(statusCode: code), [:], Array("refused".utf8), outbound)
        case .redirect(let address):
            try await send(.found, ["Location": address + head.uri], [], outbound)
        case .move(let old, let new) where head.uri.hasPrefix(old):
            try await send(.movedPermanently, ["Location": new + head.uri.dropFirst(old.count)], [], outbound)
        case .drip: try await drip(try await HTTPBackend.run(head, body, root: directory), outbound)
        case .serve, .move:
            let reply = try await HTTPBackend.run(head, body, root: directory)
            try await send(reply.status, reply.headers, reply.body, outbound)
        case .cutPack(let count, let reset):
            return try await cut(
                try await HTTPBackend.run(head, body, root: directory), count, reset, head, channel, outbound)
        case .flipBit(let place):
            var reply = try await HTTPBackend.run(head, body, root: directory)
            if head.method == .POST, reply.body.count > place { reply.body[place] ^= 1 }
            try await send(reply.status, reply.headers, reply.body, outbound)
        }
        return true
    }

    private func cut(
        _ reply: HTTPBackend.Reply, _ count: Int, _ reset: Bool, _ head: HTTPRequestHead, _ channel: any Channel,
        _ outbound: Outbound
    ) async throws -> Bool {
        guard head.method == .POST, reply.body.count > count else {
            try await send(reply.status, reply.headers, reply.body, outbound)
            return true
        }
        let part = Array(reply.body.prefix(count))
        // After a reset the length was a promise; otherwise the answer looks whole and is short.
        try await send(
            reply.status, reply.headers, part, length: reset ? reply.body.count : count, ends: !reset, outbound)
        guard reset else { return true }
        try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await channel.close()
        return false
    }

    private func drip(_ reply: HTTPBackend.Reply, _ outbound: Outbound) async throws {
        try await send(reply.status, reply.headers, [], length: reply.body.count, ends: false, outbound)
        for byte in reply.body {
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: [byte]))))
            try await Task.sleep(for: .seconds(1))
        }
        try await outbound.write(.end(nil))
    }

    private func send(
        _ status: HTTPResponseStatus, _ headers: [String: String], _ body: [UInt8], length: Int? = nil,
        ends: Bool = true,
        _ outbound: Outbound
    ) async throws {
        var fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
        fields.replaceOrAdd(name: "Content-Length", value: String(length ?? body.count))
        try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: fields)))
        try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body))))
        if ends { try await outbound.write(.end(nil)) }
    }
}
