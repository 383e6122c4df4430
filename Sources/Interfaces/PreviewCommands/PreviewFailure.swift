import GitObjects
import Rendering

/// Why nothing can be foreseen, and what to do about it.
public struct PreviewFailure: Error, Sendable, CustomStringConvertible {
    /// What is wrong, one sentence, or several lines of findings.
    public let message: String
    /// What to do about it; empty when the message says it.
    public let fix: String

    init(_ message: String, fix: String = "") {
        self.message = message
        self.fix = fix
    }

    init(_ error: LocalRepositoryError) {
        self.init(Self.sentence(error.message), fix: Self.sentence(error.fix))
    }

    /// The message, and on a line of its own what to do.
    public var description: String { fix.isEmpty ? message : "\(message)\n\(fix)" }

    private static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    }
}
