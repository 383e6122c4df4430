import Nodes
import Planning
import Rendering
import Repositories
import Resources
import Secrets
import Store

/// Turns validated manifests into what the store keeps: hashes, sealed secrets, the facts of fleets. Done before the
/// transaction, so that inside it nothing is left but writing.
struct ManifestPreparer: Sendable {
    let sealer: Sealer
    let addresses: ContentAddress

    /// Prepares manifests, in their order.
    func prepare(_ manifests: [Manifest]) throws -> [PreparedObject] {
        try manifests.map(prepare)
    }

    private func prepare(_ manifest: Manifest) throws -> PreparedObject {
        var specHash: [UInt8] = []
        let desired = Desired(manifest) { labels, spec in
            specHash = addresses.address(domain: "spec", spec)
            return addresses.address(domain: "manifest", labels, spec)
        }
        return try PreparedObject(
            desired: desired, labels: manifest.labelsJSON, spec: manifest.specJSON,
            specHash: specHash,
            sealed: seal(manifest), fleet: facts(manifest))
    }

    /// Only a Repository carries secrets in its spec.
    private func seal(_ manifest: Manifest) throws -> PreparedObject.SealedSpec? {
        let revealed = manifest.revealedSpecJSON()
        guard manifest.kind == .repository, revealed != manifest.specJSON else { return nil }
        let place = RepositoryRemote.sealingPlace(name: manifest.name)
        let sealed = try sealer.seal(Secret(revealed), place: place)
        return PreparedObject.SealedSpec(keyID: sealed.keyIdentifier, bytes: sealed.bytes)
    }

    private func facts(_ manifest: Manifest) -> PreparedObject.FleetFacts? {
        guard case .fleet(let fleet) = manifest.spec else { return nil }
        let template = canonicalJSON(of: fleet.template.spec)
        let match = fleet.requiredLabels.map { labels in
            Node.object(labels.map { ($0.key, .string($0.value)) }).canonicalJSON()
        }
        return PreparedObject.FleetFacts(
            matchLabels: match, template: template, templateHash: addresses.address(domain: "template", template),
            hasReferences: fleet.template.spec.hasReferences, layerOrder: fleet.layerOrder)
    }
}
