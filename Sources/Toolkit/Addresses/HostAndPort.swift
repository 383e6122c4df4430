/// `host`, `host:port`, `[v6]` or `[v6]:port`.
struct HostAndPort {
    /// In lower case, without brackets.
    var host: String
    var port: UInt16?

    init(_ authority: Substring) throws(AddressError) {
        let end = authority.first == "[" ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
        let name = authority[..<(end ?? authority.firstIndex(of: ":") ?? authority.endIndex)]
        guard !name.isEmpty else { throw AddressError("has no host") }
        guard Self.isName(name) || Self.isAddress6(name) else { throw AddressError("has a host that is not valid") }
        host = name.filter { $0 != "[" && $0 != "]" }.lowercased()
        port = try Self.port(authority[name.endIndex...])
    }

    /// A host that starts with a dash could pass for an option of a program.
    private static func isName(_ name: Substring) -> Bool {
        name.utf8.count <= 253 && name.first != "-" && name.utf8.allSatisfy(AddressBytes.isNameByte)
    }

    private static func isAddress6(_ name: Substring) -> Bool {
        let inside = name.dropFirst().dropLast()
        return name.first == "[" && name.last == "]" && inside.contains(":")
            && inside.allSatisfy { $0.isASCII && $0.isHexDigit || $0 == ":" || $0 == "." }
    }

    private static func port(_ suffix: Substring) throws(AddressError) -> UInt16? {
        if suffix.isEmpty { return nil }
        let digits = suffix.dropFirst()
        guard suffix.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits),
            port > 0
        else { throw AddressError("has a port that is not valid") }
        return port
    }
}
