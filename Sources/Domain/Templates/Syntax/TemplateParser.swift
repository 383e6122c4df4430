/// Reads the tokens of a template: text, actions, and blocks within blocks.
struct TemplateParser {
    /// Blocks within one another, as the peer allows.
    private static let maxBlocks = 10

    private let tokens: [Token]
    private var index = 0
    /// What the dot is at this place.
    var dot = ValueType.root

    /// `tokens` end with an end token.
    init(tokens: [Token]) { self.tokens = tokens }

    /// The present token; at the end the end token, for ever.
    var token: Token { tokens[min(index, tokens.count - 1)] }

    mutating func take() -> Token {
        defer { index += 1 }
        return token
    }

    mutating func template() throws(TemplateError) -> [Part] {
        let parts = try parts(depth: 0)
        if token.kind == .end { return parts }
        let keyword = tokens[min(index + 1, tokens.count - 1)]
        throw TemplateError(.syntax, keyword.span, "There is no open “if” or “with” here.", fix: "Remove the action.")
    }

    /// Reads up to the end or to an action that starts with `else` or `end`, which stays.
    private mutating func parts(depth: Int) throws(TemplateError) -> [Part] {
        var parts: [Part] = []
        while token.kind != .end {
            if case .text(let text) = token.kind {
                parts.append(.text(text))
                index += 1
                continue
            }
            if isKeyword("else", ahead: 1) || isKeyword("end", ahead: 1) { break }
            let open = take()
            if isKeyword("if") || isKeyword("with") {
                parts.append(.block(try block(open, depth: depth + 1)))
            } else {
                parts.append(.print(try printed()))
            }
        }
        return parts
    }

    private func isKeyword(_ word: String, ahead: Int = 0) -> Bool {
        index + ahead < tokens.count && tokens[index + ahead].kind == .identifier(word)
    }

    private mutating func printed() throws(TemplateError) -> Expression {
        let value = try pipeline()
        if !value.type.isScalar {
            throw TemplateError(
                .type, value.span, "This would print \(value.type.words).",
                fix: "Name what to print: .metadata.name or .metadata.labels.<key>.")
        }
        try close()
        return value
    }

    private mutating func close() throws(TemplateError) {
        let token = take()
        switch token.kind {
        case .close: return
        case .rightParenthesis:
            throw TemplateError(.syntax, token.span, "No parenthesis is open here.", fix: "Remove “)”.")
        default:
            throw TemplateError(.syntax, token.span, "The action should end here.", fix: "Add “}}”.")
        }
    }

    /// Reads from the keyword on, the final `end` included.
    private mutating func block(_ open: Token, depth: Int) throws(TemplateError) -> Block {
        let keyword = token
        if depth > Self.maxBlocks {
            throw TemplateError(
                .limit, keyword.span, "Blocks nest more than \(Self.maxBlocks) deep.", fix: "Flatten the conditions.")
        }
        var block = Block(branches: [try branch(depth: depth)], otherwise: [])
        while isKeyword("else", ahead: 1) {
            index += 2
            if token.kind == .close {
                index += 1
                block.otherwise = try parts(depth: depth)
                break
            }
            guard token.kind == keyword.kind else {
                throw TemplateError(
                    .syntax, token.span, "Only “}}” or the block's own keyword can follow “else”.",
                    fix: "Close the action, or write “else if” within “if”.")
            }
            block.branches.append(try branch(depth: depth))
        }
        guard isKeyword("end", ahead: 1) else { throw unclosed(keyword) }
        index += 2
        try close()
        return block
    }

    private func unclosed(_ keyword: Token) -> TemplateError {
        isKeyword("else", ahead: 1)
            ? TemplateError(.syntax, tokens[index + 1].span, "An “else” follows the last “else”.", fix: "Remove it.")
            : TemplateError(.syntax, keyword.span, "The block is not closed.", fix: "Add “{{ end }}”.")
    }

    /// Reads a keyword, its condition and the body.
    private mutating func branch(depth: Int) throws(TemplateError) -> Block.Branch {
        let bindsDot = take().kind == .identifier("with")
        let condition = try pipeline()
        try close()
        let outer = dot
        if bindsDot { dot = condition.type }
        defer { dot = outer }
        return Block.Branch(condition: condition, bindsDot: bindsDot, body: try parts(depth: depth))
    }
}
