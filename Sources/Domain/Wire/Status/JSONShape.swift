/// What a JSON value must look like where others will read it as the contract says. Members that are not named may be
/// anything, unless `others` says what they are.
indirect enum JSONShape: Sendable {
    case string
    /// RFC 3339.
    case time
    case oneOf([String])
    case integer
    case bool
    case list(of: JSONShape)
    case object([String: JSONShape], required: [String] = [], others: JSONShape? = nil)

    var description: String {
        switch self {
        case .string: "a string"
        case .time: "a time such as 2026-01-31T12:00:00Z"
        case .oneOf(let words): "one of " + words.map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: ", ")
        case .integer: "an integer"
        case .bool: "true or false"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

/// Why a value does not have its shape.
struct ShapeError: Error {
    /// Keys and indexes from the outside in.
    var path: String
    var message: String
}

/// Walks JSON that a scanner has found to be well-formed and bounded in depth, without building a tree.
struct ShapeWalker {
    let bytes: [UInt8]
    var index: Int

    /// Checks the value that begins at the present place, and stands behind it afterwards.
    mutating func check(_ shape: JSONShape, _ path: String) throws(ShapeError) {
        let start = index
        switch (shape, bytes[index]) {
        case (.object(let members, let required, let others), UInt8(ascii: "{")):
            try object(members, required, others, path)
        case (.list(let element), UInt8(ascii: "[")):
            try list(of: element, path)
        case (.string, UInt8(ascii: "\"")):
            skipString()
        case (.time, UInt8(ascii: "\"")):
            skipString()
            guard TimestampText.isValid(bytes[(start + 1)..<(index - 1)]) else { throw mismatch(shape, path) }
        case (.oneOf(let words), UInt8(ascii: "\"")):
            skipString()
            let text = bytes[(start + 1)..<(index - 1)]
            guard words.contains(where: { text.elementsEqual($0.utf8) }) else { throw mismatch(shape, path) }
        case (.integer, UInt8(ascii: "-")), (.integer, UInt8(ascii: "0")...UInt8(ascii: "9")):
            skip()
            guard !bytes[start..<index].contains(where: { $0 == 0x2E || $0 | 0x20 == 0x65 }), index - start < 19 else {
                throw mismatch(shape, path)
            }
        case (.bool, UInt8(ascii: "t")), (.bool, UInt8(ascii: "f")):
            skip()
        default:
            throw mismatch(shape, path)
        }
    }

    private func mismatch(_ shape: JSONShape, _ path: String) -> ShapeError {
        ShapeError(path: path, message: "must be \(shape.description)")
    }

    private mutating func list(of element: JSONShape, _ path: String) throws(ShapeError) {
        index += 1
        skipSpace()
        var position = 0
        while bytes[index] != UInt8(ascii: "]") {
            try check(element, "\(path)[\(position)]")
            position += 1
            skipComma()
        }
        index += 1
    }

    private mutating func object(
        _ members: [String: JSONShape], _ required: [String], _ others: JSONShape?, _ path: String
    ) throws(ShapeError) {
        var missing = required
        index += 1
        skipSpace()
        while bytes[index] != UInt8(ascii: "}") {
            let key = try key(path)
            missing.removeAll { $0 == key }
            if let shape = members[key] ?? others { try check(shape, "\(path).\(key)") } else { skip() }
            skipComma()
        }
        index += 1
        if let name = missing.first { throw ShapeError(path: "\(path).\(name)", message: "is missing") }
    }

    /// The key at the present place, as it is written: no key that is looked for needs escapes, so one that has them
    /// could only be a known one in disguise.
    private mutating func key(_ path: String) throws(ShapeError) -> String {
        let start = index + 1
        skipString()
        let text = bytes[start..<(index - 1)]
        if text.contains(UInt8(ascii: "\\")) { throw ShapeError(path: path, message: "has a key with an escape in it") }
        skipSpace()
        index += 1
        skipSpace()
        return String(decoding: text, as: UTF8.self)
    }
}

extension ShapeWalker {
    fileprivate mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }

    fileprivate mutating func skipComma() {
        skipSpace()
        if bytes[index] == UInt8(ascii: ",") { index += 1 }
        skipSpace()
    }

    fileprivate mutating func skipString() {
        index += 1
        while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        index += 1
    }

    /// Steps over any value.
    fileprivate mutating func skip() {
        switch bytes[index] {
        case UInt8(ascii: "\""): skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): skipNested()
        default:
            while index < bytes.count, bytes[index] > 0x20, ![0x2C, 0x5D, 0x7D].contains(bytes[index]) { index += 1 }
        }
    }

    private mutating func skipNested() {
        var depth = 0
        repeat {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                skipString()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            index += 1
        } while depth > 0
    }
}

extension ShapeWalker {
    /// The number of elements of the list at the present place.
    mutating func countElements() -> Int64 {
        var count: Int64 = 0
        index += 1
        skipSpace()
        while bytes[index] != UInt8(ascii: "]") {
            skip()
            count += 1
            skipComma()
        }
        return count
    }
}
