/// What the server's configuration says about connections to git servers, for every repository.
public struct GitNetwork: Sendable, Hashable {
    /// Whether addresses that are not of the public Internet are connected to: this machine and its networks.
    public var allowsPrivateAddresses: Bool
    /// Lines of a `known_hosts` file: the keys of SSH hosts, for repositories that bring none of their own.
    public var knownHosts: String

    /// Public addresses only, and no SSH host is known, unless given.
    public init(allowsPrivateAddresses: Bool = false, knownHosts: String = "") {
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.knownHosts = knownHosts
    }
}
