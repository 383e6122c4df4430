import Glibc
import NIOCore
import NIOPosix

/// Why a device has to begin again.
struct DeviceFault: Error {
    /// What kind of trouble it is.
    let kind: Tally.Count
    let message: String
    /// After how many seconds the server asks the device to come again.
    var retryAfter: Int?

    init(_ message: String, kind: Tally.Count = .unexpectedAnswers) {
        self.kind = kind
        self.message = message
    }

    /// The server's answer to `what` is not the one that was hoped for.
    init(_ answer: ServerAnswer, _ what: String) {
        kind = answer.code == 503 || answer.code == 429 ? .turnedAway : .unexpectedAnswers
        message = "\(what): \(answer.code) \(String(buffer: answer.body).prefix(200))"
        retryAfter = answer.retryAfter
    }

    /// The connection ended.
    init(_ error: any Error) {
        kind = .lostConnections
        message =
            switch error {
            case let error as NIOConnectionError: Self.text(error)
            case ConnectionFault.closed: "the connection was closed"
            case ConnectionFault.tooLarge: "an answer is too large"
            default: "\(error)"
            }
    }

    /// The library's own text is about its attempts at each address.
    private static func text(_ error: NIOConnectionError) -> String {
        let server = "\(error.host):\(error.port)"
        if error.connectionErrors.isEmpty { return "\(server) cannot be reached: its name has no address" }
        let reasons = error.connectionErrors.map { failure in
            (failure.error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(failure.error)"
        }
        return "\(server) cannot be reached: \(Set(reasons).sorted().joined(separator: ", "))"
    }
}
