/// A reason for which the agent cannot do what it is there for, with what to do about it.
public struct AgentError: Error, Hashable, CustomStringConvertible {
    /// The kinds of reasons.
    public enum Code: String, Sendable, CaseIterable {
        /// The service refused the enrolment of this device.
        case enrollmentDenied
        /// The service gave a certificate that is not for this device.
        case badCertificate
        /// The service answered with something that is not part of the protocol.
        case badAnswer
        /// The service could not be reached, or refused for the moment.
        case unavailable
        /// Something on the device's own disk is not as it must be.
        case disk
    }

    /// The kind.
    public let code: Code
    /// What happened.
    public let message: String
    /// What to do about it.
    public let fix: String

    init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }

    /// The message and what to do.
    public var description: String { "\(message) (\(fix))" }
}
