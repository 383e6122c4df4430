/// Why a simulation cannot begin, and what to do about it.
public struct SimulationError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, with file, line and column where there are some.
    public let message: String
    /// What to do about it.
    public let fix: String

    /// An error.
    public init(_ message: String, fix: String) {
        self.message = message
        self.fix = fix
    }

    /// The message and what to do.
    public var description: String { "\(message): \(fix)" }
}
