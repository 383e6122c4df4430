import CLibYAML

/// What libyaml found wrong, in words that say what to do.
struct YAMLProblem {
    private let problem: String
    private let context: String?
    private let position: Position
    private let code: NodeError.Code
    private let offender: UInt8?

    init(_ parser: UnsafePointer<yaml_parser_t>, input: UnsafeBufferPointer<UInt8>) {
        let parser = parser.pointee
        problem = parser.problem.map { String(cString: $0) } ?? "unknown problem"
        context = parser.context.map { String(cString: $0) }
        let isReader = parser.error == YAML_READER_ERROR
        code = isReader ? .encoding : parser.error == YAML_MEMORY_ERROR ? .tooLarge : .syntax
        // The reader names a byte, everything behind it a mark; at the end that is a line which need not exist.
        let index = isReader ? parser.problem_offset : Self.offset(of: parser.problem_mark, in: input)
        offender = index < input.count ? input[index] : nil
        position = isReader || offender == nil ? Position(offset: index, in: input) : Position(parser.problem_mark)
    }

    var error: NodeError {
        let (message, fix) = explanation
        return NodeError(code, at: position, message, fix: fix)
    }

    private var explanation: (message: String, fix: String) {
        switch (problem, offender) {
        case (_, 0?) where code == .encoding:
            ("The file holds a NUL byte.", "Save it as plain UTF-8 text.")
        // Invalid UTF-8 was refused before, so this is all that the reader can still object to.
        case (_, _) where code == .encoding:
            ("The file holds a control character.", "Remove it, or write it as an escape in double quotes.")
        case ("found character that cannot start any token", UInt8(ascii: "\t")?),
            ("found a tab character that violates indentation", _),
            ("found a tab character where an indentation space is expected", _):
            ("A tab stands where only spaces may indent.", "Replace the tab by spaces.")
        case ("found character that cannot start any token", let byte?) where byte < 0x80:
            ("No value can start with “\(Character(UnicodeScalar(byte)))”.", "Put the text in quotes.")
        case ("mapping values are not allowed in this context", _):
            ("A “:” makes a key where none can stand.", "Check the indentation, or put text that holds “: ” in quotes.")
        case ("could not find expected ':'", _):
            ("A line is neither a key with “:” nor part of a value.", "Check its indentation and add the missing “:”.")
        case ("did not find expected key", _), ("did not find expected '-' indicator", _):
            ("This does not belong to the block above it (\(problem)).", "Check the indentation and the quotes.")
        case ("found unexpected end of stream", _):
            ("A quoted text is not closed.", "Add the closing quote.")
        default:
            (sentence, "Correct the YAML at this place.")
        }
    }

    private var sentence: String {
        guard let context else { return "The YAML cannot be read: \(problem)." }
        return "The YAML cannot be read: \(problem) \(context)."
    }

    /// libyaml's index counts characters and its marks no bytes, so the byte is found by walking the line.
    private static func offset(of mark: yaml_mark_t, in input: UnsafeBufferPointer<UInt8>) -> Int {
        var characters = 0
        return input.firstIndex { byte in
            if byte & 0xC0 == 0x80 { return false }
            characters += 1
            return characters > mark.index
        } ?? input.count
    }
}
