/// How a ``GitHost`` treats requests from now on.
public enum GitHostBehaviour: Sendable {
    /// As a git server should.
    case serve
    /// Accepts requests and never answers.
    case silence
    /// Answers every request with this status.
    case status(Int)
    /// Redirects every request to the same path below this address.
    case redirect(String)
    /// Redirects what begins with a path to the same below another path on this host, and serves the rest.
    case move(from: String, to: String)
    /// Answers with a byte every second.
    case drip
    /// Closes the connection after so many bytes of a pack; with a reset, or as if the answer were complete.
    case cutPack(after: Int, reset: Bool)
    /// Inverts one bit of a pack.
    case flipBit(at: Int)
}

/// A request as a ``GitHost`` saw it.
public struct GitHostRequest: Sendable {
    /// `GET` for references, `POST` for packs.
    public var method: String
    /// Path and query.
    public var uri: String
    /// The header of that name.
    public var authorization: String?
}
