import Glibc

/// The interface of the default route, with its addresses.
struct DefaultNetwork {
    var interface: String
    var address: String?
    var hardware: String?

    /// - Returns: nil when there is no default route (of IPv4).
    static func find() -> DefaultNetwork? {
        let rows = (HostFile.text("/proc/net/route") ?? "").split(whereSeparator: \.isNewline).dropFirst()
        var best: (name: String, metric: Int)?
        for row in rows {
            let fields = row.split(whereSeparator: \.isWhitespace)
            guard fields.count > 7, fields[1] == "00000000", fields[7] == "00000000", let metric = Int(fields[6]) else {
                continue
            }
            if metric < best?.metric ?? .max { best = (String(fields[0]), metric) }
        }
        guard let name = best?.name else { return nil }
        return DefaultNetwork(
            interface: name, address: address(of: name), hardware: HostFile.line("/sys/class/net/\(name)/address"))
    }

    private static func address(of interface: String) -> String? {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return nil }
        defer { freeifaddrs(first) }
        var next = first
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let address = entry.ifa_addr, Int32(address.pointee.sa_family) == AF_INET,
                String(cString: entry.ifa_name) == interface
            else { continue }
            return text(address)
        }
        return nil
    }

    private static func text(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
            var raw = pointer.pointee.sin_addr
            guard let result = inet_ntop(AF_INET, &raw, &buffer, socklen_t(buffer.count)) else { return nil }
            return String(cString: result)
        }
    }
}
