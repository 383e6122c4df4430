/// Which addresses the server may connect to on behalf of a manifest. Pure.
///
/// Whoever writes manifests chooses where the server connects, and the server stands inside a network where the writer
/// may not: without this, a Repository would be a way to ask the cloud's metadata service for its credentials.
public struct AddressPolicy: Sendable, Hashable {
    /// Whether addresses that are not of the public Internet are used: this machine, its networks, the metadata service.
    public let allowsPrivate: Bool

    /// - Parameter allowsPrivate: the server option `--allow-private-addresses`.
    public init(allowsPrivate: Bool) { self.allowsPrivate = allowsPrivate }

    /// Why an address is not connected to; nil when it is.
    public func judge(_ address: IPAddress) -> AddressRefusal? {
        guard let kind = AddressKind(address), !(allowsPrivate && kind.canBeAllowed) else { return nil }
        return AddressRefusal(address: address, kind: kind)
    }
}

/// An address that is not connected to, and why.
public struct AddressRefusal: Sendable, Hashable, CustomStringConvertible {
    /// The address.
    public let address: IPAddress
    /// What kind of address it is.
    public let kind: AddressKind

    /// The address and what it is.
    public var description: String { "\(address) is \(kind.rawValue)" }

    /// What a person can do.
    public var fix: String {
        kind.canBeAllowed
            ? "use a public address, or start the server with --allow-private-addresses if manifests may reach its network"
            : "use the address of one host"
    }
}

/// What an address is that is not of one host on the public Internet.
public enum AddressKind: String, Sendable, CaseIterable {
    /// 127.0.0.0/8, ::1.
    case loopback = "a loopback address"
    /// 169.254.0.0/16, fe80::/10.
    case linkLocal = "a link-local address"
    /// 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fec0::/10.
    case privateNetwork = "an address of a private network"
    /// fc00::/7.
    case uniqueLocal = "a unique local address"
    /// 100.64.0.0/10.
    case carrierShared = "an address that a carrier shares among its customers"
    /// Where clouds tell a machine its credentials.
    case metadata = "the address of a cloud's metadata service"
    /// Written in books and used in measurements.
    case documentation = "an address for documentation or measurements"
    /// Addresses that stand for no single host: reserved ranges and transition mechanisms.
    case reserved = "an address of a reserved range"
    /// 0.0.0.0/8, ::.
    case unspecified = "no address of a host"
    /// 224.0.0.0/4, ff00::/8.
    case multicast = "a multicast address"
    /// 255.255.255.255.
    case broadcast = "a broadcast address"

    /// Whether the server's configuration can let it through; the others are never one host's address.
    var canBeAllowed: Bool {
        switch self {
        case .loopback, .linkLocal, .privateNetwork, .uniqueLocal, .carrierShared, .metadata, .documentation: true
        case .reserved, .unspecified, .multicast, .broadcast: false
        }
    }
}
