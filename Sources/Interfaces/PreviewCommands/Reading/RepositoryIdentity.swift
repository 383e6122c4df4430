import GitObjects
import Planning
import Preview
import Resources

/// Knows which Repository objects name the repository at hand, and which syncs read it: those with the address of one of
/// its remotes, wherever in it they are declared.
struct RepositoryIdentity {
    /// A sync that reads the repository at hand.
    struct Sync {
        let name: String
        let spec: ResourceSyncSpec

        /// `spec.path` as git writes it: without a leading slash.
        var path: String { String(spec.path.drop { $0 == "/" }) }
    }

    private let own: Set<String>
    /// The syncs that are declared on the first side that declares any, sorted by name.
    let syncs: [Sync]

    /// - Parameters:
    ///   - addresses: Of the remotes.
    ///   - name: The Repository that the user named, which counts whatever the addresses say.
    ///   - sides: What was declared in the whole repository, base first.
    init(addresses: [String], name: String?, sides: [Declared]) {
        let known = Set(addresses.map(RepositoryAddress.normal))
        let own = name.map { [$0] } ?? Self.repositories(sides, known)
        self.own = own
        syncs = sides.lazy.map { Self.syncs($0, own) }.first { !$0.isEmpty } ?? []
    }

    /// Whether a Repository object of this name stands for the repository at hand.
    func isOwn(_ repository: String) -> Bool { own.contains(repository) }

    private static func repositories(_ sides: [Declared], _ known: Set<String>) -> Set<String> {
        var names: Set<String> = []
        for manifest in sides.flatMap(\.manifests) {
            guard case .repository(let spec) = manifest.spec else { continue }
            if known.contains(RepositoryAddress.normal(spec.address)) { names.insert(manifest.name) }
        }
        return names
    }

    private static func syncs(_ side: Declared, _ own: Set<String>) -> [Sync] {
        side.manifests.compactMap { manifest in
            guard case .resourceSync(let spec) = manifest.spec, own.contains(spec.repository) else { return nil }
            return Sync(name: manifest.name, spec: spec)
        }.sorted { $0.name < $1.name }
    }
}

/// Addresses of git in the form that the same repository always has.
enum RepositoryAddress {
    /// Host and path: without scheme, user, `.git` and a slash at the end, in either of git's forms.
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
