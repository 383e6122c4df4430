import Addresses

/// Which redirects are followed: those that stay with the server that was asked.
package enum Redirect {
    package static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    /// - Throws: when the location is on another server: what was sent with the request is not for that one.
    package static func next(from address: WebAddress, location: String) throws(OutboundError) -> WebAddress {
        let next: WebAddress
        do {
            next = try address.following(location: location)
        } catch {
            throw OutboundError(
                .redirected, "\(address.origin.text) redirects to an address that \(error)",
                fix: "check the server; name the final address")
        }
        guard next.origin == address.origin else {
            throw OutboundError(
                .redirected,
                "\(address.origin.text) redirects to another host, to another port or away from HTTPS, which is not followed",
                fix: "name the final address, if that host is to have the credential")
        }
        return next
    }

    package static func unexpected(_ address: WebAddress, _ status: Int) -> OutboundError {
        OutboundError(
            .redirected, "\(address.origin.text) answered with a redirect (\(status)) that is not followed",
            fix: "name the final address")
    }

    package static func tooMany(_ address: WebAddress, _ limit: Int) -> OutboundError {
        OutboundError(
            .redirected, "\(address.origin.text) redirects more than \(limit) times", fix: "check the server")
    }
}
