public import Wire

/// A request that is not granted, with the answer that the client gets.
public struct EnrollmentRefusal: Error, Sendable, CustomStringConvertible {
    /// Code, reason and message.
    public let status: Status
    /// Seconds after which to try again, where that makes sense.
    public let retryAfter: Int?

    init(_ code: Int, _ message: String, retryAfter: Int? = nil) {
        status = Status(code: code, message: message)
        self.retryAfter = retryAfter
    }

    static func notFound(_ kind: String, _ name: String) -> EnrollmentRefusal {
        EnrollmentRefusal(404, "\(kind) of name \"\(name)\" not found")
    }

    static func exists(_ kind: String, _ name: String) -> EnrollmentRefusal {
        EnrollmentRefusal(409, "\(kind) of name \"\(name)\" already exists")
    }

    /// The code and the message.
    public var description: String { "\(status.code) \(status.message)" }
}
