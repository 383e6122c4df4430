/// What the answer to a poll for the rendered spec means.
enum PollAnswer: Sendable {
    /// A document: newer, or the same once more as a wake-up.
    case document([UInt8])
    /// Nothing new within the wait, or nothing rendered yet.
    case nothingNew
    /// The service says, in its own words, that this device was deleted.
    case deleted
    case failed(AgentError, retryAfter: Duration?)

    init(_ answer: ServiceAnswer) {
        switch answer.status {
        case 200: self = .document(answer.body)
        case 204, 409: self = .nothingNew
        case 404 where Self.saysDeleted(answer.body): self = .deleted
        default: self = .failed(answer.refusal(of: "the poll for the spec"), retryAfter: answer.retryAfter)
        }
    }

    /// Only these words make the agent give up its certificate. A proxy's 404, a wrong address or a path that the server
    /// does not know must never do that.
    static func saysDeleted(_ body: [UInt8]) -> Bool {
        let text = String(decoding: body.prefix(64 * 1024), as: UTF8.self)
        guard let range = text.firstRange(of: "Device of name") else { return false }
        return text[range.upperBound...].contains("not found")
    }
}
