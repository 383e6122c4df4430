import Hummingbird
import HTTPTypes
import NIOCore

extension Request {
    /// Reads the whole body; one that arrived in one piece is not copied.
    ///
    /// - Parameter limit: the greatest number of bytes that is taken.
    /// - Throws: ``StatusError`` with code 413 as soon as there are more.
    public func readBody(upTo limit: Int) async throws -> ByteBuffer {
        if let length = headers[.contentLength].flatMap(Int.init), length > limit {
            throw StatusError.bodyTooLarge(limit)
        }
        var result = ByteBuffer()
        for try await var part in body {
            guard result.readableBytes + part.readableBytes <= limit else { throw StatusError.bodyTooLarge(limit) }
            if result.readableBytes == 0 {
                result = part
            } else {
                result.writeBuffer(&part)
            }
        }
        return result
    }
}
