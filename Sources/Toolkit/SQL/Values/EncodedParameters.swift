/// A statement's parameters as libpq wants them: one buffer, and where each value lies in it.
struct EncodedParameters {
    /// libpq's limit on the size of one message is 1 GiB; ours is far lower, so that a mistake fails early.
    static let maximumBytes = 256 << 20
    /// The protocol counts parameters in sixteen bits.
    static let maximumCount = 65_535

    private enum Format: Int32 { case text = 0, binary = 1 }

    private var buffer: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ parameters: [Parameter]) throws(SQLError) {
        guard parameters.count <= Self.maximumCount else {
            throw SQLError(
                .invalidParameter, "a statement has more than \(Self.maximumCount) parameters", hint: "use arrays")
        }
        for (index, parameter) in parameters.enumerated() { try append(parameter, number: index + 1) }
        guard buffer.count <= Self.maximumBytes else {
            throw SQLError(
                .invalidParameter, "a statement's parameters are larger than \(Self.maximumBytes >> 20) MiB",
                hint: "write in smaller batches")
        }
    }

    private mutating func append(_ parameter: Parameter, number: Int) throws(SQLError) {
        let start = buffer.count
        guard let format = write(parameter) else { return add(offset: nil, length: 0, format: .text) }
        let length = buffer.count - start
        if format == .text {
            guard !buffer[start...].contains(0) else {
                throw SQLError(
                    .invalidParameter,
                    "the text of parameter $\(number) holds NUL (U+0000), which PostgreSQL cannot store")
            }
            // libpq reads text parameters up to their NUL and ignores the length.
            buffer.append(0)
        }
        add(offset: start, length: Int32(clamping: length), format: format)
    }

    private mutating func add(offset: Int?, length: Int32, format: Format) {
        offsets.append(offset)
        lengths.append(length)
        formats.append(format.rawValue)
    }

    /// Appends the value's bytes; nil for NULL.
    private mutating func write(_ parameter: Parameter) -> Format? {
        switch parameter {
        case .null: return nil
        case .text(let value): buffer.append(contentsOf: value.utf8)
        case .int(let value): buffer.append(contentsOf: String(value).utf8)
        case .bool(let value): buffer.append(UInt8(ascii: value ? "t" : "f"))
        case .double(let value): buffer.append(contentsOf: String(value).utf8)
        case .json(let value): buffer.append(contentsOf: value)
        case .textArray(let values): ArrayLiteral.append(values.lazy.map { Optional($0.utf8) }, to: &buffer)
        case .optionalTextArray(let values): ArrayLiteral.append(values.lazy.map { $0?.utf8 }, to: &buffer)
        case .intArray(let values): ArrayLiteral.append(values.lazy.map { Optional($0) }, to: &buffer)
        case .optionalIntArray(let values): ArrayLiteral.append(values, to: &buffer)
        case .jsonArray(let values): ArrayLiteral.append(values.lazy.map { Optional($0) }, to: &buffer)
        case .optionalJSONArray(let values): ArrayLiteral.append(values, to: &buffer)
        case .bytes, .bytesArray, .optionalBytesArray: return writeBinary(parameter)
        }
        return .text
    }

    private mutating func writeBinary(_ parameter: Parameter) -> Format? {
        switch parameter {
        case .bytes(let value): buffer.append(contentsOf: value)
        case .bytesArray(let values): BinaryByteaArray.append(values.lazy.map { Optional($0) }, to: &buffer)
        case .optionalBytesArray(let values): BinaryByteaArray.append(values, to: &buffer)
        default: return nil
        }
        return .binary
    }

    /// Hands out the arrays that libpq's calls take; they are valid during `body` only.
    func withPointers<Result>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        // An empty buffer may have no address, and libpq takes a value without address for NULL.
        let bytes = buffer.isEmpty ? [0] : buffer
        return bytes.withUnsafeBytes { raw in
            let values = offsets.map { offset in
                offset.flatMap { raw.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            return body(Int32(values.count), values, lengths, formats)
        }
    }
}
