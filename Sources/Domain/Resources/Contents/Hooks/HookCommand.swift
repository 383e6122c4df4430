/// The command of an action, split as the agent does: at spaces outside of quotes.
enum HookCommand {
    /// The words with their quotes, and whether every quote is closed.
    static func words(_ command: String) -> (words: [String], isClosed: Bool) {
        var words = [""]
        var quote: Character?
        for character in command {
            if quote == nil, character.isWhitespace {
                words.append("")
                continue
            }
            words[words.count - 1].append(character)
            if quote == character {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            }
        }
        return (words.filter { !$0.isEmpty }, quote == nil)
    }
}
