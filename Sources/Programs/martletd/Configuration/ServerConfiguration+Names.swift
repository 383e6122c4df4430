/// Names under which the server is reached.
extension ServerConfiguration {
    /// Names and addresses that the server's certificate is valid for: loopback, this machine, what the addresses name,
    /// and what the operator adds.
    var certificateHosts: [String] {
        let named = [agentAddress, userAddress].map(Self.host) + [agentURL].compactMap { $0.map(Self.urlHost) }
        let wildcards: Set<String> = ["", "0.0.0.0", "::", "[::]", "*"]
        let all = ["localhost", "127.0.0.1", "::1", HostName.current] + named + hostNames
        var seen: Set<String> = []
        return all.filter { !wildcards.contains($0) && seen.insert($0).inserted }
    }

    /// Where devices are told to find the agent API.
    var agentEndpoint: String { agentURL ?? "https://\(Self.reachable(agentAddress))" }

    /// Where people find the API.
    var userEndpoint: String { "\(userTLS ? "https" : "http")://\(Self.reachable(userAddress))" }

    private static func host(_ address: String) -> String {
        let host = address.split(separator: ":", omittingEmptySubsequences: false).dropLast().joined(separator: ":")
        return host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }

    private static func urlHost(_ url: String) -> String {
        let rest = url.drop { $0 != "/" }.drop { $0 == "/" }
        return host(rest.contains(":") ? String(rest) : "\(rest):0")
    }

    /// An address that listens everywhere is reached by this machine's name.
    private static func reachable(_ address: String) -> String {
        let host = host(address)
        guard ["0.0.0.0", "::", ""].contains(host) else { return address }
        return "\(HostName.current):\(address.split(separator: ":").last ?? "")"
    }
}
