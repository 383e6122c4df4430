import Glibc
import Nodes
import PKI
import Secrets

/// The keys and certificates of devices in a file that only its owner may read, so that the next run is of the same ones.
struct IdentityFile {
    private static let mostBytes = 2 << 30

    let path: String

    /// - Parameter places: the devices' places, `group/number`. Those without an entry get new keys.
    /// - Throws: ``SimulationError`` when the file cannot be read, or could not be written after the run.
    func load(_ places: [String]) throws -> [SimulatedIdentity] {
        try checkFolder()
        let known = try read()
        return try places.map { try known[$0] ?? SimulatedIdentity() }
    }

    /// What cannot be kept after hours of simulation is better known before them.
    private func checkFolder() throws(SimulationError) {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "./"
        guard access("\(folder).", W_OK | X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw SimulationError(
                "\(path) could not be written after the run: the directory \(folder): \(reason)",
                fix: "make it, with the right to write there, or name another file (identities)")
        }
    }

    private func read() throws(SimulationError) -> [String: SimulatedIdentity] {
        let secret: Secret?
        do { secret = try AtomicFile.readSecret(path, maximumBytes: Self.mostBytes) } catch {
            throw SimulationError(error.message, fix: error.fix)
        }
        guard let secret else { return [:] }
        // What is wrong with it is not told: the text may be that of a key.
        guard let identities = try? Self.identities(secret) else {
            throw SimulationError("\(path) is no file of identities", fix: "remove it, or name another file")
        }
        return identities
    }

    /// - Returns: nil when an entry is of no device.
    private static func identities(_ secret: Secret) throws -> [String: SimulatedIdentity]? {
        let limits = NodeLimits(
            maxBytes: mostBytes, maxDepth: 4, maxNodes: 10_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        var identities: [String: SimulatedIdentity] = [:]
        for entry in try JSON.parse(secret.reveal(), limits: limits)["devices"]?.elements ?? [] {
            guard let place = entry["place"]?.string, let key = entry["key"]?.string else {
                return nil
            }
            let identity = try SimulatedIdentity(
                key: SigningKey(pem: Secret(text: key)), certificatePEM: entry["certificate"]?.string)
            identity.runs(entry["version"]?.integer ?? 0)
            identities[place] = identity
        }
        return identities
    }

    func save(_ identities: [SimulatedIdentity], _ places: [String]) throws(FileError) {
        let entries = zip(identities, places).map { identity, place in
            Node.object([
                ("place", .string(place)), ("key", .string(identity.key.pem.revealText())),
                ("certificate", identity.certificatePEM.map { .string($0) }), ("version", .integer(identity.version)),
            ])
        }
        try AtomicFile.write(Node.object([("devices", .array(entries))]).json(), to: path, mode: 0o600)
    }
}
