import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Outbound

/// The answer to one request, as the library's thread reads it.
final class HTTPAnswer {
    let head: HTTPResponseHead
    private let handover: Handover
    private let task: HTTPClient.Task<Void>
    private let maxSilence: Double
    private var rest = ByteBuffer()
    private var isComplete = false

    /// Waits for the head.
    init(_ handover: Handover, _ task: HTTPClient.Task<Void>, maxSilence: Duration) throws {
        self.handover = handover
        self.task = task
        self.maxSilence = maxSilence / .seconds(1)
        switch handover.next(within: self.maxSilence) {
        case .head(let head): self.head = head
        case .failure(let error): throw error
        case nil: throw HTTPClientError.readTimeout
        case .body, .end: throw HTTPClientError.internalStateFailure()
        }
    }

    deinit {
        task.cancel()
        handover.abandon()
    }

    /// Returns how many bytes came; 0 at the end of the body.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while rest.readableBytes == 0 {
            if isComplete { return 0 }
            switch handover.next(within: maxSilence) {
            case .body(let bytes): rest = bytes
            case .end: isComplete = true
            case .failure(let error): throw error
            case nil: throw HTTPClientError.readTimeout
            case .head: throw HTTPClientError.internalStateFailure()
            }
        }
        let count = min(buffer.count, rest.readableBytes)
        rest.readWithUnsafeReadableBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            return count
        }
        return count
    }
}
