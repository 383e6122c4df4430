import Nodes

extension ClientError {
    /// The error for an answer that is no success: the server's own `message` if it sent one, and a hint by status.
    static func refused(status: Int, body: Node?, retryAfter: String?, location: String?) -> ClientError {
        let message = body?["message"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        return ClientError(
            .refused(status: status), message ?? "The server answered with HTTP status \(status).",
            fix: hint(status: status, retryAfter: retryAfter, location: location))
    }

    private static func hint(status: Int, retryAfter: String?, location: String?) -> String {
        switch status {
        case 300..<400:
            "The server sends us on to \(location ?? "another address"); give that address as the server if you trust it."
        case 401: "The token is missing, wrong or expired: run `martlet login URL`, or give --token-file FILE."
        case 403: "You may not do this here: check the organization (--org), or ask an administrator for the role."
        case 404: "Check the name; `martlet get KIND` lists what there is."
        case 406: "This server does not offer API version v1beta1: use a client of its version."
        case 418: "The server has no authentication configured; leave the token away."
        case 429: "Too many requests: try again \(retryAfter.map { "in \($0) seconds" } ?? "later")."
        case 503: "The server is not ready: try again \(retryAfter.map { "in \($0) seconds" } ?? "in a moment")."
        case 500, 502, 504: "The failure is on the server's side: its log has the details under this request."
        default: ""
        }
    }
}
