/// Why a request did not get its answer. Never contains a credential.
public struct OutboundError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is; stable, fit for a condition's reason.
    public enum Code: String, Sendable, CaseIterable {
        /// The address, header or certificate of the request is not acceptable; nothing was tried.
        case invalidRequest
        /// The server may not connect there.
        case addressRefused
        /// The host name has no address.
        case nameNotFound
        /// No connection, or a broken one.
        case unreachable
        /// The server's certificate is not trusted, ours was refused, or TLS failed.
        case tls
        /// Not finished by the deadline.
        case timeout
        /// The answer is larger than the request allows.
        case tooLarge
        /// The server redirects to another server, which is not followed, or too often.
        case redirected
        /// What came is not HTTP.
        case badAnswer
        /// The proxy does not let the request through.
        case proxy
        /// Too many requests at one time.
        case busy
        /// The calling task was cancelled.
        case cancelled
    }

    /// What kind of failure it is.
    public var code: Code
    /// What is wrong.
    public var message: String
    /// What a person can do about it.
    public var fix: String

    /// Neither text may contain a credential.
    public init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }

    /// What is wrong and what to do, on one line.
    public var description: String { "\(message); \(fix)" }
}
