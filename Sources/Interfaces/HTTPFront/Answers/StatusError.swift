import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// An error that a client is told as it is: a code, and a message that says what to do.
public struct StatusError: HTTPResponseError, CustomStringConvertible {
    /// The body of the answer.
    public var body: Status
    /// When the client may try again, in seconds; sent as `Retry-After`.
    public var retryAfter: Int?

    /// An error.
    ///
    /// - Parameter reason: the usual one of the code when left out.
    public init(_ code: Int, _ message: String, reason: String? = nil, retryAfter: Int? = nil) {
        self.body = Status(code: code, message: message, reason: reason)
        self.retryAfter = retryAfter
    }

    static func bodyTooLarge(_ limit: Int) -> StatusError {
        StatusError(413, "the body is larger than \(limit) bytes: send less at once")
    }

    /// 503 for now. Clients that were sent away together do not come back together.
    ///
    /// - Parameter seconds: the shortest time after which the client is asked to come again; the longest is three times that.
    public static func busy(_ message: String, seconds: Int = 5) -> StatusError {
        StatusError(503, "\(message): try again", retryAfter: Int.random(in: seconds...(3 * seconds)))
    }

    /// The code.
    public var status: HTTPResponse.Status { HTTPResponse.Status(code: body.code) }

    /// The code and the message.
    public var description: String { "\(body.code) \(body.message)" }

    /// The answer that a client gets.
    public func response(from request: Request, context: some RequestContext) -> Response { response() }

    func response() -> Response {
        var response = Response.json(body.json(), status: status)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

extension Response {
    /// An answer of ready JSON bytes.
    public static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        json(ByteBuffer(bytes: bytes), status: status)
    }

    /// An answer of ready JSON in a buffer.
    public static func json(_ buffer: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: buffer))
    }
}
