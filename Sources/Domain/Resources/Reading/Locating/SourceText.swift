import Nodes

/// The bytes of a file with an index of its lines, for finding what stands at a place. Made only when it is needed.
struct SourceText {
    let bytes: [UInt8]
    /// JSON ends lines at line feeds only; libyaml also at what Unicode calls line ends.
    let isJSON: Bool
    private let lineStarts: [Int]

    init(_ bytes: [UInt8], isJSON: Bool) {
        self.bytes = bytes
        self.isJSON = isJSON
        // A byte order mark is no column.
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        var index = starts[0]
        while index < bytes.count {
            let length = Self.breakLength(bytes, at: index, isJSON: isJSON)
            index += max(length, 1)
            if length > 0 { starts.append(index) }
        }
        lineStarts = starts
    }

    /// The offset of the scalar at a place; nil behind the end of the file.
    func offset(of place: Position) -> Int? {
        guard lineStarts.indices.contains(place.line - 1) else { return nil }
        var index = lineStarts[place.line - 1]
        for _ in 1..<max(place.column, 1) {
            guard index < bytes.count else { return nil }
            index += scalarLength(at: index)
        }
        return index < bytes.count ? index : nil
    }

    /// The bytes of a line without what ends it; nil behind the last.
    func line(_ number: Int) -> Range<Int>? {
        guard lineStarts.indices.contains(number - 1) else { return nil }
        let start = lineStarts[number - 1]
        var end = start
        while end < bytes.count, breakLength(at: end) == 0 { end += 1 }
        return start..<end
    }

    /// How many bytes the line break at an offset has; 0 when there is none.
    func breakLength(at index: Int) -> Int { Self.breakLength(bytes, at: index, isJSON: isJSON) }

    /// The scalar at an offset within the file.
    func scalar(at index: Int) -> UnicodeScalar {
        let bytes = bytes[index..<min(index + scalarLength(at: index), bytes.count)]
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }

    func scalarLength(at index: Int) -> Int {
        switch bytes[index] {
        case ..<0x80: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }

    private static func breakLength(_ bytes: [UInt8], at index: Int, isJSON: Bool) -> Int {
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D where !isJSON: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
        case 0xC2 where !isJSON && index + 1 < bytes.count && bytes[index + 1] == 0x85: return 2
        case 0xE2 where !isJSON && index + 2 < bytes.count && bytes[index + 1] == 0x80:
            return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : 0
        default: return 0
        }
    }
}
