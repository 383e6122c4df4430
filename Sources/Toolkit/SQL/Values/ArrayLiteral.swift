/// Postgres's textual array form, `{"a","b\"c",NULL}`, built on bytes: on strings it costs several times as much as the
/// statement that it feeds.
enum ArrayLiteral {
    /// Every element is quoted, so that `NULL`, blanks, braces and commas inside one need no care.
    static func append<Bytes: Sequence<UInt8>>(_ elements: some Collection<Bytes?>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for element in elements {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            if let element { appendQuoted(element, to: &output) } else { output.append(contentsOf: "NULL".utf8) }
        }
        output.append(UInt8(ascii: "}"))
    }

    /// Numbers need no quotes.
    static func append(_ elements: some Collection<Int64?>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for element in elements {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            output.append(contentsOf: (element.map { String($0) } ?? "NULL").utf8)
        }
        output.append(UInt8(ascii: "}"))
    }

    /// Reads numbers again; nil when one of them is none, or does not fit 64 bits.
    static func integers(_ text: UnsafeRawBufferPointer) -> [Int64]? {
        guard text.count >= 2, text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else { return nil }
        let inner = text[1..<text.count - 1]
        if inner.isEmpty { return [] }
        var numbers: [Int64] = []
        for part in inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let number = Int64(String(decoding: part, as: UTF8.self)) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func appendQuoted(_ element: some Sequence<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in element {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { output.append(UInt8(ascii: "\\")) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }
}

/// Postgres's binary form of `bytea[]`, which needs neither hexadecimal digits nor escapes.
enum BinaryByteaArray {
    private static let byteaType: Int32 = 17

    static func append(_ elements: some Collection<[UInt8]?>, to output: inout [UInt8]) {
        let hasNull = elements.contains { $0 == nil }
        append(elements.isEmpty ? 0 : 1, to: &output)
        append(hasNull ? 1 : 0, to: &output)
        append(byteaType, to: &output)
        guard !elements.isEmpty else { return }
        append(Int32(clamping: elements.count), to: &output)
        append(1, to: &output)
        for element in elements {
            append(element.map { Int32(clamping: $0.count) } ?? -1, to: &output)
            if let element { output.append(contentsOf: element) }
        }
    }

    private static func append(_ value: Int32, to output: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { output.append(contentsOf: $0) }
    }
}
