import NIOCore

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
        message = "\(error)"
    }
}
