/// JSON strings in their shortest form: only what must be escaped is.
enum JSONText {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { append($0[...], to: &bytes) }
        if isWritten == nil { Array(text.utf8).withUnsafeBufferPointer { append($0[...], to: &bytes) } }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Copies runs without escapes as a whole.
    private static func append(_ text: Slice<UnsafeBufferPointer<UInt8>>, to bytes: inout [UInt8]) {
        var rest = text
        while let index = rest.firstIndex(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
        {
            bytes.append(contentsOf: rest[..<index])
            escape(rest[index], to: &bytes)
            rest = rest[(index + 1)...]
        }
        bytes.append(contentsOf: rest)
    }

    private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            let digits = String(byte, radix: 16)
            bytes.append(contentsOf: (digits.utf8.count == 1 ? "u000" + digits : "u00" + digits).utf8)
        default: bytes.append(byte)
        }
    }
}
