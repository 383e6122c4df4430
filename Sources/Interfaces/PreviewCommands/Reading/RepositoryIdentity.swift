import GitObjects
import Planning
import Preview
import Resources

/// Knows which Repository objects name the repository at hand: those with the address of one of its remotes.
struct RepositoryIdentity {
    private let addresses: Set<String>
    /// The name that the user gave, which counts whatever the addresses say.
    private let name: String?

    init(_ repository: LocalRepository?, name: String?) {
        addresses = Set((repository?.remoteAddresses ?? []).map(Self.normal))
        self.name = name
    }

    /// Whether a Repository object of this name stands for the repository at hand.
    func isOwn(_ repository: String, in declared: Declared) -> Bool {
        if let name { return repository == name }
        for case .repository(let spec) in declared.manifests.filter({ $0.name == repository }).map(\.spec) {
            return addresses.contains(Self.normal(spec.address))
        }
        return false
    }

    /// The syncs that read the repository at hand, as far as they are declared in it.
    func syncs(in declared: Declared) -> [(name: String, spec: ResourceSyncSpec)] {
        declared.manifests.compactMap { manifest in
            guard case .resourceSync(let spec) = manifest.spec, isOwn(spec.repository, in: declared) else { return nil }
            return (manifest.name, spec)
        }
    }

    /// Host and path of an address: without scheme, user, `.git` and a slash at the end, in either of git's forms.
    static func normal(_ address: String) -> String {
        var rest = Substring(address)
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
        } else if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
            rest = Substring(rest[..<colon] + "/" + rest[rest.index(after: colon)...].drop { $0 == "/" })
        }
        let host = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(host.count)
        rest = Substring((host.split(separator: "@").last ?? "").lowercased() + path)
        while rest.last == "/" { rest = rest.dropLast() }
        return String(rest.hasSuffix(".git") ? rest.dropLast(4) : rest)
    }
}
