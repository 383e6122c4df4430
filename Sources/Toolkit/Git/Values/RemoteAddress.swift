/// The address of a repository, checked before anything is started for it.
package struct RemoteAddress: Sendable {
    package enum Scheme: String, Sendable {
        case http, https
        // `ssh` is added here, together with its credential and its transport in the worker.
    }

    package let scheme: Scheme
    /// The address for people: nothing in it is secret, because user, password, query and fragment are refused.
    package let display: String

    /// Longest accepted address, in bytes.
    static let maxBytes = 2048

    package init(_ url: String) throws(GitError) {
        guard url.utf8.count <= Self.maxBytes else {
            throw .address("the repository address is longer than \(Self.maxBytes) bytes")
        }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !url.contains("\\") else {
            throw .address("the repository address contains a space, a control or a non-ASCII character")
        }
        guard let separator = url.firstRange(of: "://"), let scheme = Self.scheme(url[..<separator.lowerBound]) else {
            throw .address("the repository address does not begin with http:// or https://")
        }
        let rest = url[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else {
            throw .address("the repository address contains a user name or password")
        }
        guard !rest.contains("?"), !rest.contains("#") else {
            throw .address("the repository address contains a query or a fragment")
        }
        try Self.check(authority: authority)
        self.scheme = scheme
        display = url
    }

    private static func scheme(_ text: Substring) -> Scheme? { Scheme(rawValue: text.lowercased()) }

    /// `host`, `host:port`, `[v6]` or `[v6]:port`. A host that starts with a dash could pass for an option elsewhere.
    private static func check(authority: Substring) throws(GitError) {
        var host = authority
        var port: Substring?
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { throw .address("the host is not valid") }
            host = authority[authority.index(after: authority.startIndex)..<close]
            let tail = authority[authority.index(after: close)...]
            guard tail.isEmpty || tail.first == ":" else { throw .address("the host is not valid") }
            port = tail.isEmpty ? nil : tail.dropFirst()
            guard host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
                throw .address("the host is not valid")
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = authority[authority.index(after: colon)...]
            }
            let isName = host.utf8.allSatisfy { isHostByte($0) }
            guard isName, host.first != "-" else { throw .address("the host is not valid") }
        }
        guard !host.isEmpty else { throw .address("the repository address has no host") }
        if let port, UInt16(port) == nil || port.first == "+" || port == "0" { throw .address("the port is not valid") }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
