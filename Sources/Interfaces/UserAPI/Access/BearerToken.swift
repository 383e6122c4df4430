import Crypto
import HTTPFront
import HTTPTypes

/// A token as a request brings it. Only its hash is kept, so that it can stand in no log.
struct BearerToken: Hashable, Sendable {
    /// SHA-256 of the token. The database finds it by index: how long that takes tells nothing about any token, since
    /// nobody can choose a hash.
    let hash: [UInt8]

    /// The longest token that is read, in bytes.
    private static let longest = 4096

    /// Reads `Authorization: Bearer …`.
    /// - Throws: ``StatusError`` with 400 when there is none.
    init(_ headers: HTTPFields) throws(StatusError) {
        guard let header = headers[.authorization], header.utf8.count <= Self.longest else { throw Self.missing }
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Self.missing }
        hash = Array(SHA256.hash(data: Array(parts[1].utf8)))
    }

    private static let missing = StatusError(400, "failed to get auth token")
}
