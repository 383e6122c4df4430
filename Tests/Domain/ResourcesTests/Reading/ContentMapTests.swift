import Nodes
import Testing

@testable import Resources

@Suite("The map from a text to its source") struct ContentMapTests {
    private static let lines = [
        "", "", " ", "a", "two words", "  indented", "\ttab", "ä ö 😀", "# no comment", "key: value", "'q' \"d\"", "\\n",
        "- x  ",
    ]

    @Test("Of a random text each character is found in the file, however it was written", arguments: 0..<6)
    func random(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<120 {
            let count = Int.random(in: 1...6, using: &generator)
            let lines = (0..<count).map { _ in Self.lines.randomElement(using: &generator) ?? "" }
            for header in ["|", "|+", "|-", ">", ">-", "|2-", ">2+"] { try check(header, lines, "\n") }
            try check("|", lines, "\r\n")
        }
    }

    @Test("The same for quoted and plain texts", arguments: 0..<6)
    func flow(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let words = ["a", "bc", " ", "  ", "\n   ", "\n\n  ", "ä", "😀", "''", "x"]
        let escapes = words.dropLast(2) + ["\\n", "\\\n   ", "\\x41", "\\u00e4", "\\U0001F600", "\\\"", "\\\\", "\\t"]
        for _ in 0..<300 {
            let single = (0..<8).map { _ in words.randomElement(using: &generator) ?? "" }.joined()
            try check(source: "k:\n  '\(single)'\n")
            try check(source: "k:\n  a\(single.replacing("'", with: ""))b\n")
            let double = (0..<8).map { _ in escapes.randomElement(using: &generator) ?? "" }.joined()
            try check(source: "k:\n  \"\(double)\"\n")
        }
    }

    private func check(_ header: String, _ lines: [String], _ lineBreak: String) throws {
        let block = lines.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: lineBreak)
        try check(source: "k: \(header)\(lineBreak)\(block)\(lineBreak)")
    }

    /// Looks up every character that is no space: what stands at its place is the character itself, or its escape.
    private func check(source text: String) throws {
        let bytes = Array(text.utf8)
        // Some mixtures are no YAML, as a first line that is indented more than the next.
        guard let document = try? YAML.documents(in: bytes).first, let value = document["k"],
            let scalar = value.scalar, !scalar.text.isEmpty
        else { return }
        let source = SourceText(bytes, isJSON: false)
        let map = try #require(ContentMap(of: scalar.text, at: value.start, in: source), "\(text.debugDescription)")
        var place = Position.start
        for character in scalar.text.unicodeScalars {
            let next =
                character == "\n"
                ? Position(line: place.line + 1, column: 1) : Position(line: place.line, column: place.column + 1)
            defer { place = next }
            guard character != "\n", character != " ", character != "\t" else { continue }
            let found = try #require(map.place(of: ContentPlace(place, next)))
            let offset = try #require(source.offset(of: found.start))
            let there = source.scalar(at: offset)
            #expect(there == character || there == "\\", "\(character) of \(text.debugDescription) at \(found)")
            #expect(found.start < found.end)
        }
    }
}
