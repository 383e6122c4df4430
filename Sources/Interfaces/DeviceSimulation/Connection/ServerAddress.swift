/// Where a server listens.
public struct ServerAddress: Sendable, Hashable {
    /// A name or an IP address, an IPv6 one without brackets.
    public var host: String
    /// The port.
    public var port: Int
    /// Whether it speaks TLS.
    public var isSecure: Bool

    /// An address of its parts.
    public init(host: String, port: Int, isSecure: Bool = true) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
    }

    /// Reads `http://host[:port]` and `https://host[:port]`; nil for anything else, paths included.
    public init?(url: String) {
        let isSecure = url.hasPrefix("https://")
        guard isSecure || url.hasPrefix("http://") else { return nil }
        var rest = url.dropFirst(isSecure ? 8 : 7)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard !rest.isEmpty, !rest.contains("/") else { return nil }
        var (host, port) = (rest, isSecure ? 443 : 80)
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            guard let number = UInt16(rest[rest.index(after: colon)...]) else { return nil }
            (host, port) = (rest[..<colon], Int(number))
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port, isSecure: isSecure)
    }

    /// The name that the server's certificate is asked for; nil for an IP address.
    var serverName: String? {
        let isAddress = host.contains(":") || host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        return isAddress ? nil : host
    }
}
