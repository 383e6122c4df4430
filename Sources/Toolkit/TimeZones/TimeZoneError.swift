/// Why a time zone cannot be used.
public struct TimeZoneError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and with which zone.
    public let message: String

    /// The message.
    public var description: String { message }

    init(_ message: String) { self.message = message }
}
