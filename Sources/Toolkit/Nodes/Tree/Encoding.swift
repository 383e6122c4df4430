/// Refuses what is not UTF-8 before a reader starts, so that every format says the same about it.
enum Encoding {
    static func check(_ bytes: [UInt8]) throws(NodeError) {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw NodeError(.encoding, at: .start, "The text is UTF-16.", fix: "Save it as UTF-8.")
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let place = bytes.withUnsafeBufferPointer { Position(offset: error.byteOffsets.lowerBound, in: $0) }
            throw NodeError(.encoding, at: place, "The bytes are not valid UTF-8.", fix: "Save the text as UTF-8.")
        }
    }
}

extension Position {
    /// The place of the byte at `offset`: lines end at line feeds, columns count the scalars before it.
    init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        var (line, column) = (1, 1)
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(line: line, column: column)
    }
}
