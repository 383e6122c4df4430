/// A repository that is reached over SSH: `ssh://[user@]host[:port]/path` or `user@host:path`.
///
/// Nothing in it can pass for an option of the program that connects: neither user nor host nor path begins with a dash.
public struct SSHAddress: Sendable, Hashable {
    /// The user when an address names none, as git hosts have it.
    public static let usualUser = "git"
    /// 22.
    public static let usualPort: UInt16 = 22

    /// Who logs in.
    public let user: String
    /// A name, or an address without brackets, in lower case.
    public let host: String
    /// The port.
    public let port: UInt16
    /// The repository on that host, percent-decoded; without control characters.
    public let path: String

    /// Nil when the text has neither form.
    init?(_ text: String) throws(AddressError) {
        if let separator = text.firstRange(of: "://") {
            guard text[..<separator.lowerBound].lowercased() == "ssh" else { return nil }
            try self.init(url: text[separator.upperBound...])
        } else {
            // The short form needs its user: without one, `file:x`, `ext::x` or a drive letter would be hosts.
            guard let at = text.firstIndex(of: "@"), !text[..<at].contains("/"), !text[..<at].contains(":") else {
                return nil
            }
            try self.init(user: text[..<at], short: text[text.index(after: at)...])
        }
    }

    private init(url: Substring) throws(AddressError) {
        let authority = url.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !url.contains("?"), !url.contains("#") else { throw AddressError("contains a query or a fragment") }
        var user = Substring(Self.usualUser)
        var place = authority
        if let at = authority.lastIndex(of: "@") {
            user = authority[..<at]
            place = authority[authority.index(after: at)...]
            guard !user.contains(":") else { throw AddressError("contains a password", kind: .credential) }
        }
        let path = url[authority.endIndex...]
        guard let decoded = Self.decode(path) else { throw AddressError("has a path that is not valid") }
        try self.init(user, HostAndPort(place), decoded.hasPrefix("/~") ? decoded.dropFirst() : decoded[...])
    }

    private init(user: Substring, short: Substring) throws(AddressError) {
        let isBracketed = short.first == "["
        guard
            let colon = isBracketed
                ? short.firstRange(of: "]:").map({ short.index(before: $0.upperBound) }) : short.firstIndex(of: ":")
        else { throw AddressError("does not have the form user@host:path") }
        try self.init(user, HostAndPort(short[..<colon]), short[short.index(after: colon)...])
    }

    private init(_ user: Substring, _ place: HostAndPort, _ path: Substring) throws(AddressError) {
        let isUser =
            (1...64).contains(user.utf8.count) && user.first != "-"
            && user.utf8.allSatisfy { AddressBytes.isNameByte($0) || $0 == UInt8(ascii: "+") }
        guard isUser else { throw AddressError("has a user name that is not valid") }
        guard !path.isEmpty, path != "/", path.first != "-", path.first != ":" else {
            throw AddressError("names no repository on its host")
        }
        self.user = String(user)
        host = place.host
        port = place.port ?? Self.usualPort
        self.path = String(path)
    }

    private static func decode(_ path: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = path.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2,
                decoded >= 0x20, decoded != 0x7f
            else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
