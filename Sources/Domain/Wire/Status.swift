import Nodes

/// The body of every error, and of answers that have nothing else to say.
public struct Status: Sendable, Hashable {
    /// The HTTP status code.
    public var code: Int
    /// A word or two for the code, by which programs tell errors apart.
    public var reason: String
    /// What happened, for people, and what to do about it.
    public var message: String

    /// A status.
    ///
    /// - Parameter reason: the usual one of the code when left out.
    public init(code: Int, message: String, reason: String? = nil) {
        self.code = code
        self.reason = reason ?? Self.reason(of: code)
        self.message = message
    }

    /// Whether the code tells of success.
    public var isSuccess: Bool { (200..<300).contains(code) }

    /// The status as JSON.
    public func json() -> [UInt8] {
        json(
            apiVersion: APIVersion.beta.resource, kind: "Status", status: isSuccess ? "Success" : "Failure",
            reason: reason)
    }

    /// The form of the answer to an API version that is not offered: only code and message are filled.
    public func bareJSON() -> [UInt8] {
        json(apiVersion: "", kind: "", status: "", reason: "")
    }

    private func json(apiVersion: String, kind: String, status: String, reason: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 160 + message.utf8.count)
        writer.object { writer in
            writer.field("apiVersion", apiVersion)
            writer.field("code", code)
            writer.field("kind", kind)
            writer.field("message", message)
            writer.field("reason", reason)
            writer.field("status", status)
        }
        return writer.bytes
    }

    /// The reason that goes with a code unless an endpoint says otherwise.
    public static func reason(of code: Int) -> String {
        switch code {
        case 200..<300: "OK"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 406: "Not Acceptable"
        case 409: "Conflict"
        case 413: "Request Entity Too Large"
        case 414: "Request URI Too Long"
        case 415: "Unsupported Media Type"
        case 418: "Auth not configured"
        case 429: "TooManyRequests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: "Error"
        }
    }
}
