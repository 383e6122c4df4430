/// A repository as its forge's interface knows it: where the interface is, and how the project is called.
struct ForgeProject: Sendable, Hashable {
    /// `https://` (or `http://`), host and port of the forge.
    let origin: String
    /// The path of the project, without `.git`.
    let segments: [String]

    /// Reads the address that git uses: a web address, `ssh://user@host/path` or `user@host:path`. Nil when there is no
    /// project in it.
    init?(address: String) {
        guard let (scheme, authority, path) = Self.parts(address) else { return nil }
        var segments = path.split(separator: "/").map(String.init)
        guard var last = segments.popLast() else { return nil }
        if last.hasSuffix(".git") { last.removeLast(4) }
        guard !last.isEmpty, !segments.isEmpty else { return nil }
        self.segments = segments + [last]
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        // The port of SSH is not the port of the web.
        let isWeb = scheme == "http" || scheme == "https"
        let shown = isWeb ? host : Self.withoutPort(host)
        guard !shown.isEmpty else { return nil }
        origin = "\(isWeb ? scheme : "https")://\(shown)"
    }

    private static func parts(_ address: String) -> (scheme: String, authority: Substring, path: Substring)? {
        if let separator = address.firstRange(of: "://") {
            let rest = address[separator.upperBound...]
            let authority = rest.prefix { $0 != "/" }
            let scheme = address[..<separator.lowerBound].lowercased()
            return ["http", "https", "ssh"].contains(scheme)
                ? (scheme, authority, rest.dropFirst(authority.count)) : nil
        }
        guard let colon = address.firstIndex(of: ":") else { return nil }
        return ("ssh", address[..<colon], address[address.index(after: colon)...])
    }

    private static func withoutPort(_ host: String) -> String {
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return String(host[..<colon])
    }
}
