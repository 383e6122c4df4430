extension TextFormat {
    /// One of a few words, for lists and for forms that keep their words as texts. A field with a set of words of its own
    /// has a ``Word`` type.
    static func oneOf(_ words: [String]) -> TextFormat {
        let list = words.joined(separator: ", ")
        return TextFormat(
            name: "word", what: "one of \(list)", advice: "one of them",
            pattern: "^(\(words.map { $0.replacing(".", with: "\\.") }.joined(separator: "|")))$",
            length: 1...64, rule: .unknownWord,
            accepts: { text in
                words.contains { word in
                    let bytes = Array(word.utf8)
                    return bytes.count == text.count && bytes.indices.allSatisfy { text[$0] == bytes[$0] }
                }
            })
    }
}
