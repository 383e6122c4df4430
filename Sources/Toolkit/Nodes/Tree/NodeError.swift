/// Why a document could not be read, where, and what to do about it.
///
/// One word wide, so that the readers' many throwing calls stay cheap when nothing is wrong.
public struct NodeError: Error {
    /// The sort of mistake, for callers that choose a rule identifier or a status by it.
    public enum Code: String, Sendable, CaseIterable {
        /// The text breaks the grammar.
        case syntax
        /// The bytes are not UTF-8, or hold a character that the format forbids.
        case encoding
        /// A string holds the character NUL, which the database cannot store.
        case nul
        /// The input has too many bytes.
        case tooLarge
        /// Mappings and sequences nest too deeply.
        case tooDeep
        /// The input has too many nodes or documents.
        case tooMany
        /// A key stands twice in one mapping.
        case duplicateKey
        /// A key is no scalar.
        case complexKey
        /// An alias names no anchor, holds itself, or expands to too much.
        case alias
        /// A tag is unknown or does not fit its value.
        case tag
    }

    private let storage: Storage

    /// An error between two places; `end` is the first place behind the mistake, `position` when it is not known.
    public init(_ code: Code, at position: Position, end: Position? = nil, _ message: String, fix: String) {
        storage = Storage(code: code, position: position, end: end ?? position, message: message, fix: fix)
    }

    /// The sort of mistake.
    public var code: Code { storage.code }
    /// Where the mistake starts.
    public var position: Position { storage.position }
    /// The first place behind the mistake; equal to `position` when only that is known.
    public var end: Position { storage.end }
    /// What is wrong, one sentence without the place.
    public var message: String { storage.message }
    /// What to do, one sentence.
    public var fix: String { storage.fix }

    private final class Storage: Sendable {
        let code: Code
        let position: Position
        let end: Position
        let message: String
        let fix: String

        init(code: Code, position: Position, end: Position, message: String, fix: String) {
            self.code = code
            self.position = position
            self.end = end
            self.message = message
            self.fix = fix
        }
    }
}

extension NodeError: CustomStringConvertible {
    /// `line:column: message fix`.
    public var description: String { "\(position): \(message) \(fix)" }
}
