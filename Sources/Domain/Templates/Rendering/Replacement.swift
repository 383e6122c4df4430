/// All of `old` in a text replaced by `new`, as Go's `strings.ReplaceAll`: an empty `old` matches before every character and
/// at the end. Bytes are compared, so that combining characters hide no match.
struct Replacement {
    private let new: [UInt8]
    private let oldCount: Int
    private let source: [UInt8]
    private let matches: [Int]

    init(old: String, new: String, in text: String) {
        self.new = Array(new.utf8)
        oldCount = old.utf8.count
        source = Array(text.utf8)
        matches = Self.matches(of: Array(old.utf8), in: source)
    }

    /// The bytes of the result.
    var size: Int {
        let (product, overflows) = matches.count.multipliedReportingOverflow(by: new.count)
        return overflows ? .max / 2 : source.count - matches.count * oldCount + product
    }

    var text: String {
        var result: [UInt8] = []
        result.reserveCapacity(size)
        var index = 0
        for match in matches {
            result += source[index..<match]
            result += new
            index = match + oldCount
        }
        result += source[index...]
        return String(decoding: result, as: UTF8.self)
    }

    private static func matches(of old: [UInt8], in text: [UInt8]) -> [Int] {
        if old.isEmpty { return text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count] }
        let fallback = Self.fallback(of: old)
        var matches: [Int] = []
        var length = 0
        for (index, byte) in text.enumerated() {
            while length > 0, old[length] != byte { length = fallback[length - 1] }
            if old[length] == byte { length += 1 }
            if length == old.count {
                matches.append(index + 1 - length)
                length = 0
            }
        }
        return matches
    }

    /// How much of `old` is still matched when the byte behind each prefix differs (Knuth, Morris and Pratt), so that the
    /// search is linear whatever the template's author chose.
    private static func fallback(of old: [UInt8]) -> [Int] {
        var fallback = Array(repeating: 0, count: old.count)
        var length = 0
        for index in old.indices.dropFirst() {
            while length > 0, old[index] != old[length] { length = fallback[length - 1] }
            if old[index] == old[length] { length += 1 }
            fallback[index] = length
        }
        return fallback
    }
}
