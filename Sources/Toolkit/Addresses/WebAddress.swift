/// An `http` or `https` address, checked: a host, a port, and what is asked for; never a user, password or fragment.
public struct WebAddress: Sendable, Hashable {
    /// How the server is spoken to.
    public enum Scheme: String, Sendable {
        /// Without TLS.
        case http
        /// With TLS.
        case https
    }

    /// Who answers at an address: what a credential is for must not leave it.
    public struct Origin: Sendable, Hashable {
        /// How the server is spoken to.
        public let scheme: Scheme
        /// A name, or an address without brackets, in lower case.
        public let host: String
        /// The port, also when it is the usual one.
        public let port: UInt16
    }

    /// Who answers.
    public let origin: Origin
    /// Path and query, beginning with a slash.
    public let target: String

    /// Reads `http[s]://host[:port][/path][?query]` in visible ASCII.
    public init(_ text: String) throws(AddressError) {
        try AddressBytes.check(text)
        guard let separator = text.firstRange(of: "://"),
            let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
        else { throw AddressError("does not begin with http:// or https://") }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else {
            throw AddressError("contains a user name or password", kind: .credential)
        }
        guard !rest.contains("#") else { throw AddressError("contains a fragment") }
        let place = try HostAndPort(authority)
        origin = Origin(scheme: scheme, host: place.host, port: place.port ?? scheme.usualPort)
        let target = rest[authority.endIndex...]
        self.target = target.first == "/" ? String(target) : "/\(target)"
    }

    init(origin: Origin, target: String) {
        self.origin = origin
        self.target = target
    }

    /// The address in one form: scheme and host in lower case, no usual port.
    public var text: String { "\(origin.text)\(target)" }

    /// The part of the target before the query.
    public var path: Substring { target.prefix { $0 != "?" } }

    /// Whether a query follows the path.
    public var hasQuery: Bool { target.contains("?") }

    /// The same server with another path and query, which begin with a slash.
    public func with(target: String) throws(AddressError) -> WebAddress {
        try AddressBytes.check(target)
        guard target.first == "/", !target.contains("#") else { throw AddressError("has a path that is not valid") }
        return WebAddress(origin: origin, target: target)
    }

    /// Where a `Location` header leads that was received in answer to this address.
    public func following(location: String) throws(AddressError) -> WebAddress {
        let place = String(location.prefix { $0 != "#" })
        if place.hasPrefix("//") { return try WebAddress("\(origin.scheme.rawValue):\(place)") }
        if place.hasPrefix("/") { return try with(target: place) }
        if place.hasPrefix("?") { return try with(target: path + place) }
        if place.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") { return try WebAddress(place) }
        return try with(target: path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex) + place)
    }
}

extension WebAddress.Scheme {
    /// 80 or 443.
    public var usualPort: UInt16 { self == .http ? 80 : 443 }
}

extension WebAddress.Origin {
    /// `scheme://host[:port]`; an IPv6 address stands in brackets.
    public var text: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(scheme.rawValue)://\(name)\(port == scheme.usualPort ? "" : ":\(port)")"
    }
}
