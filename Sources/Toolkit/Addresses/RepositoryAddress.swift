/// Where a git repository is. The one decision on which addresses are used at all: what is not one of these forms, such
/// as a local path, `file:` or a remote helper (`ext::`), is refused, whoever asks.
public enum RepositoryAddress: Sendable, Hashable {
    /// Over HTTP or HTTPS.
    case web(WebAddress)
    /// Over SSH.
    case ssh(SSHAddress)

    /// Reads the address of a git repository.
    public init(_ text: String) throws(AddressError) {
        try AddressBytes.check(text)
        if let ssh = try SSHAddress(text) {
            self = .ssh(ssh)
            return
        }
        let scheme = text.firstRange(of: "://").map { text[..<$0.lowerBound].lowercased() }
        guard scheme == "http" || scheme == "https" else {
            throw AddressError("begins with none of https://, http:// and ssh://, and is not user@host:path")
        }
        let web = try WebAddress(text)
        guard !web.hasQuery else { throw AddressError("contains a query") }
        self = .web(web)
    }
}
