/// Cuts a stream of bytes into frames, with a limit for one frame and one for the whole stream.
package struct FrameDecoder {
    private let maxFrameBytes: Int
    private let maxStreamBytes: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var received = 0

    package init(maxFrameBytes: Int, maxStreamBytes: Int) {
        self.maxFrameBytes = maxFrameBytes
        self.maxStreamBytes = maxStreamBytes
    }

    /// Takes the next bytes of the stream.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        received += bytes.count
        guard received <= maxStreamBytes else { throw WireError("more than \(maxStreamBytes) bytes were sent") }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole frame, without its length; nil until more bytes come.
    package mutating func next() throws(WireError) -> ArraySlice<UInt8>? {
        guard buffer.count - start >= 4 else { return compacted() }
        let length = buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= maxFrameBytes else { throw WireError("a frame of \(length) bytes exceeds \(maxFrameBytes)") }
        guard buffer.count - start - 4 >= length else { return compacted() }
        defer { start += 4 + length }
        return buffer[start + 4..<start + 4 + length]
    }

    /// Whether the stream may end here.
    package var isBetweenFrames: Bool { start == buffer.count }

    private mutating func compacted() -> ArraySlice<UInt8>? {
        buffer.removeFirst(start)
        start = 0
        return nil
    }
}
