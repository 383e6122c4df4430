/// Why validation did not take place: wrong use, or something named that cannot be read. The program ends with 2.
public struct ValidationFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, one sentence.
    public let message: String
    /// What to do, one sentence; empty when the message says it.
    public let fix: String

    /// An error with this text.
    public init(_ message: String, fix: String = "") {
        self.message = message
        self.fix = fix
    }

    /// What the program ends with.
    public var exitStatus: Int32 { 2 }

    /// The message, and on a line of its own what to do.
    public var description: String { fix.isEmpty ? message : "\(message)\n\(fix)" }
}
