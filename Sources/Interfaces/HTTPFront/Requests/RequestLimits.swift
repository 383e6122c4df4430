import Hummingbird
import HTTPTypes

/// What a request may measure.
public struct RequestLimits: Sendable {
    /// The longest path with query, in bytes; beyond it the answer is 414.
    public var urlBytes = 2000
    /// The greatest number of header lines; beyond it the answer is 431.
    public var headers = 32
    /// The size of all headers together, in bytes; beyond it the connection is closed.
    public var headerBytes = 32_768
    /// The largest body in bytes; beyond it the answer is 413.
    public var bodyBytes = 50 * 1_048_576

    /// The limits of the reference.
    public init() {}

    /// The answer to a request whose head is over a limit.
    func refusal(_ request: Request) -> StatusError? {
        if (request.head.path?.utf8.count ?? 0) > urlBytes {
            return StatusError(414, "the URL is longer than \(urlBytes) characters: shorten the query")
        }
        if request.headers.count > headers {
            return StatusError(431, "the request has more than \(headers) headers: send fewer")
        }
        return nil
    }

    /// The answer to a request that announces too large a body.
    func bodyRefusal(_ request: Request) -> StatusError? {
        guard let length = request.headers[.contentLength].flatMap(Int.init), length > bodyBytes else { return nil }
        return .bodyTooLarge(bodyBytes)
    }
}
