import Nodes
import Planning
import Resources
import Secrets
import Store

/// Turns validated manifests into what the store keeps: hashes, sealed secrets, the facts of fleets. Done before the
/// transaction, so that inside it nothing is left but writing.
struct ManifestPreparer: Sendable {
    let sealer: Sealer
    let addresses: ContentAddress

    /// Prepares manifests. Two with one name are refused by the planner, which knows both places; the first is kept
    /// here.
    func prepare(_ manifests: [(file: String, manifest: Manifest)]) throws -> [PreparedObject] {
        try manifests.map { try prepare($0.manifest, file: $0.file) }
    }

    private func prepare(_ manifest: Manifest, file: String) throws -> PreparedObject {
        let labels = manifest.labels.map { Node.object($0.map { ($0.key, .string($0.value)) }).canonicalJSON() }
        let full = manifest.specJSON
        let desired = Desired(
            key: ObjectKey(kind: manifest.kind, name: manifest.name),
            place: Place(path: file, document: manifest.document, line: manifest.position.line),
            hash: addresses.address(of: (labels ?? Array("-".utf8)) + [0] + full))
        return try PreparedObject(
            desired: desired, labels: labels, spec: manifest.wireSpecJSON, specHash: addresses.address(of: full),
            sealed: seal(manifest), fleet: facts(manifest))
    }

    /// Only a Repository carries secrets in its spec.
    private func seal(_ manifest: Manifest) throws -> PreparedObject.SealedSpec? {
        guard manifest.kind == .repository, manifest.specJSON != manifest.wireSpecJSON else { return nil }
        let sealed = try sealer.seal(manifest.specJSON)
        return PreparedObject.SealedSpec(keyID: sealed.keyID, bytes: sealed.bytes)
    }

    private func facts(_ manifest: Manifest) -> PreparedObject.FleetFacts? {
        guard case .fleet(let fleet) = manifest.spec else { return nil }
        let template = canonicalJSON(of: fleet.template.spec)
        let match = fleet.selector?.deviceRequirements.map { labels in
            Node.object(labels.map { ($0.key, .string($0.value)) }).canonicalJSON()
        }
        return PreparedObject.FleetFacts(
            matchLabels: match, template: template, templateHash: addresses.address(of: template),
            hasReferences: fleet.template.spec.hasReferences)
    }
}
