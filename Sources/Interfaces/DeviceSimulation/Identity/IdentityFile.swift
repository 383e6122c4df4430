import Nodes
import PKI
import Secrets

/// The keys and certificates of devices in a file that only its owner may read, so that the next run is of the same ones.
struct IdentityFile {
    private static let mostBytes = 2 << 30

    let path: String

    /// - Parameter places: the devices' places, `group/number`. Those without an entry get new keys.
    func load(_ places: [String]) throws -> [SimulatedIdentity] {
        let known = try read()
        return try places.map { try known[$0] ?? SimulatedIdentity() }
    }

    private func read() throws -> [String: SimulatedIdentity] {
        guard let secret = try AtomicFile.readSecret(path, maximumBytes: Self.mostBytes) else { return [:] }
        let limits = NodeLimits(
            maxBytes: Self.mostBytes, maxDepth: 4, maxNodes: 10_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        var identities: [String: SimulatedIdentity] = [:]
        for entry in try JSON.parse(secret.reveal(), limits: limits)["devices"]?.elements ?? [] {
            guard let place = entry["place"]?.string, let key = entry["key"]?.string else {
                throw SimulationError("\(path) is no file of identities", fix: "remove it, or name another file")
            }
            let identity = try SimulatedIdentity(
                key: SigningKey(pem: Secret(text: key)), certificatePEM: entry["certificate"]?.string)
            identity.runs(entry["version"]?.integer ?? 0)
            identities[place] = identity
        }
        return identities
    }

    func save(_ identities: [SimulatedIdentity], _ places: [String]) throws {
        let entries = zip(identities, places).map { identity, place in
            Node.object([
                ("place", .string(place)), ("key", .string(identity.key.pem.revealText())),
                ("certificate", identity.certificatePEM.map { .string($0) }), ("version", .integer(identity.version)),
            ])
        }
        try AtomicFile.write(Node.object([("devices", .array(entries))]).json(), to: path, mode: 0o600)
    }
}
