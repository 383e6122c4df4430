import Glibc

/// Asks the system for the addresses of a host.
package enum NameLookup {
    /// Most addresses of one host that are looked at.
    package static let maximum = 16

    /// Blocks for as long as the system's resolver takes. An address stands for itself.
    package static func addresses(of host: String) -> Result<[IPAddress], OutboundError> {
        if let address = IPAddress(host) { return .success([address]) }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else { return .failure(failure(status, host)) }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next, addresses.count < maximum {
            if let address = entry.pointee.ai_addr.flatMap({ IPAddress($0) }), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.pointee.ai_next
        }
        return addresses.isEmpty ? .failure(failure(EAI_NONAME, host)) : .success(addresses)
    }

    private static func failure(_ status: Int32, _ host: String) -> OutboundError {
        OutboundError(
            .nameNotFound, "the host name \(host) has no address: \(String(cString: gai_strerror(status)))",
            fix: "check the name for a typing error, and that the server's name resolution works")
    }
}

extension AddressPolicy {
    /// The addresses of a host, each of them judged. One that is refused refuses the host: which of its addresses comes
    /// first changes from answer to answer, and so would the outcome.
    package func checked(_ addresses: [IPAddress], of host: String) throws(OutboundError) -> [IPAddress] {
        for address in addresses {
            guard let refusal = judge(address) else { continue }
            let isLiteral = IPAddress(host) != nil
            throw OutboundError(
                .addressRefused,
                isLiteral
                    ? "\(refusal), which is not connected to"
                    : "\(host) is at \(refusal.address), \(refusal.kind.rawValue), which is not connected to",
                fix: refusal.fix)
        }
        return addresses
    }
}
