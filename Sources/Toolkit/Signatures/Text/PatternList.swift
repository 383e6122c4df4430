/// Patterns separated by commas, as OpenSSH has them: `*` is any text, `?` any character, and a pattern after `!`
/// excludes what it matches.
struct PatternList: Sendable, Hashable {
    private let patterns: [[UInt8]]

    init(_ text: some StringProtocol) {
        patterns = text.split(separator: ",").map { Array($0.utf8) }
    }

    func matches(_ text: String) -> Bool {
        let text = Array(text.utf8)
        var isIncluded = false
        for pattern in patterns {
            if pattern.first == UInt8(ascii: "!") {
                if Self.match(pattern.dropFirst(), text[...]) { return false }
            } else if Self.match(pattern[...], text[...]) {
                isIncluded = true
            }
        }
        return isIncluded
    }

    /// Goes back to the last star only: the time grows with the product of both lengths and no faster.
    private static func match(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        var (place, position) = (pattern.startIndex, text.startIndex)
        var star: (place: Int, position: Int)?
        while position < text.endIndex {
            if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
                star = (place, position)
                place += 1
            } else if place < pattern.endIndex, [UInt8(ascii: "?"), text[position]].contains(pattern[place]) {
                (place, position) = (place + 1, position + 1)
            } else if let last = star {
                star = (last.place, last.position + 1)
                (place, position) = (last.place + 1, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
