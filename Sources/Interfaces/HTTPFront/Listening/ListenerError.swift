/// Why a listener could not start.
public struct ListenerError: Error, Sendable, CustomStringConvertible {
    /// What happened.
    public let message: String
    /// What to do about it.
    public let fix: String

    /// The message and what to do.
    public var description: String { "\(message): \(fix)" }
}
