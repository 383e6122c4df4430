/// Why a template cannot be read or rendered, where in its source, and what to do about it.
public struct TemplateError: Error {
    /// The sort of mistake.
    public enum Code: Sendable, Hashable {
        /// The source breaks the grammar.
        case syntax
        /// Go would accept it, a fleet template does not: variables, `range`, other functions and fields.
        case unsupported
        /// A value of one type stands where another is needed.
        case type
        /// The device lacks a label that the template reads as a field.
        case missingLabel(String)
        /// The source, its nesting or the work of rendering exceeds a limit.
        case limit
    }

    /// The sort of mistake.
    public var code: Code
    /// Where the mistake starts in the template's source.
    public var position: TemplatePosition
    /// The first place behind it; equal to `position` when only that is known.
    public var end: TemplatePosition
    /// What is wrong, one sentence without the place.
    public var message: String
    /// What to do, one sentence.
    public var fix: String

    init(_ code: Code, _ span: Span, _ message: String, fix: String) {
        self.code = code
        self.position = span.start
        self.end = span.end
        self.message = message
        self.fix = fix
    }
}

extension TemplateError: CustomStringConvertible {
    /// `line:column: message fix`.
    public var description: String { "\(position): \(message) \(fix)" }
}

/// A stretch of the source, `end` behind it.
struct Span: Sendable, Hashable {
    var start: TemplatePosition
    var end: TemplatePosition
}
