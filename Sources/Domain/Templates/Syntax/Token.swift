/// A word of a template. Text between actions is one token.
struct Token: Sendable {
    enum Kind: Sendable, Hashable {
        case text(String)
        case open
        case close
        /// `.a.b` has two names, `.` none; `isRoot` when `$` stands before.
        case field([String], isRoot: Bool)
        case variable(String)
        case identifier(String)
        case string(String)
        case integer(Int64)
        case pipe
        case leftParenthesis
        case rightParenthesis
        case assignment
        case end
    }

    var kind: Kind
    var span: Span
    /// Whether it is a value that follows another value without a space.
    var isAdjacent: Bool
}
