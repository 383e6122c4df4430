import FoundationEssentials

/// The URL of a server's user API. Tokens travel to it, so it is `https`, or `http` on this machine alone.
public struct ServerAddress: Sendable, Equatable, CustomStringConvertible {
    /// `https` or `http`.
    public let scheme: String
    /// The host name or address, an IPv6 address without brackets.
    public let host: String
    /// The port; nil means that of the scheme.
    public let port: Int?

    /// Reads a URL such as `https://fleet.example.com:3333`.
    ///
    /// - Throws: ``ClientError`` with the code `usage`. A password in the URL is refused and not repeated.
    public init(_ text: String) throws(ClientError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host,
            !host.isEmpty
        else {
            throw .usage("This is no URL of a server.", fix: "Give one like https://fleet.example.com:3333.")
        }
        guard parts.user == nil, parts.password == nil else {
            throw .usage("A server's URL holds no user or password.", fix: "Give the token with --token-file FILE.")
        }
        guard ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil else {
            throw .usage("A server's URL ends behind host and port.", fix: "Leave out what follows \(host).")
        }
        self.scheme = scheme
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = parts.port
        try checkScheme()
    }

    private func checkScheme() throws(ClientError) {
        switch scheme {
        case "https": return
        case "http" where isLoopback: return
        case "http":
            throw .usage(
                "http:// to \(host) would send the token in the clear.",
                fix: "Use https://, http:// only for localhost.")
        default: throw .usage("\(scheme):// is no protocol of a server.", fix: "Use https://.")
        }
    }

    /// Whether the host is this machine.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 != nil }
    }

    /// The URL without a slash at its end.
    public var description: String { url(host: host) }

    func url(host: String) -> String {
        let host = host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "")
    }
}
