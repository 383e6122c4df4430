/// What one line says about silencing.
struct SilencingComment {
    /// Where the comment's `#` stands, in scalars from 1.
    let column: Int
    /// The first place behind the line's text.
    let endColumn: Int
    /// Whether nothing but blanks stands before it.
    let isAlone: Bool
    /// What stands where rules are named.
    let words: [String]
    /// What follows “because”; empty when nothing does.
    let reason: String

    /// Reads a line; nil when it is about something else. A `#` starts a comment at the start of a line or behind a blank.
    init?(_ line: ArraySlice<UInt8>) {
        guard let hash = Self.comment(in: line) else { return nil }
        let text = String(decoding: line[hash...].dropFirst(), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.first == "martlet:", words.count > 1, words[1].lowercased() == "allow" else { return nil }
        let rest = words.dropFirst(2)
        let because = rest.firstIndex { $0.lowercased() == "because" } ?? rest.endIndex
        self.words = rest[..<because].flatMap { $0.split(separator: ",") }.map(String.init)
        reason = rest[because...].dropFirst().joined(separator: " ")
        column = String(decoding: line[..<hash], as: UTF8.self).unicodeScalars.count + 1
        endColumn = column + 1 + text.unicodeScalars.count
        isAlone = line[..<hash].allSatisfy(Self.isBlank)
    }

    /// The first `#` that is followed by the word.
    private static func comment(in line: ArraySlice<UInt8>) -> Int? {
        line.indices.first { index in
            guard line[index] == UInt8(ascii: "#"), index == line.startIndex || isBlank(line[index - 1]) else {
                return false
            }
            return isMarker(line[(index + 1)...])
        }
    }

    /// Whether a text behind a `#` is meant for this program.
    static func isMarker(_ text: ArraySlice<UInt8>) -> Bool {
        text.drop(while: isBlank).starts(with: "martlet:".utf8)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
