import HTTPFront
import Nodes
import Resources
import Rollouts
import Store

/// A fleet as the API shows it, which a change of it is held against. Pure.
struct ShownFleet: Sendable {
    let document: Node

    init(_ document: Node) { self.document = document }

    func annotation(_ key: String) -> String? { document["metadata"]?["annotations"]?[key]?.string }

    /// The rollout and the batch that whoever looks at it sees.
    var rollout: RolloutExpectation {
        RolloutExpectation(
            version: annotation("fleet-controller/deployingTemplateVersion"),
            batch: annotation("fleet-controller/batchNumber").flatMap { Int($0) })
    }

    /// Whoever writes down no version does not ask for a comparison.
    /// - Throws: ``StatusError`` with 409 when the other one was made from an older one.
    func checkVersion(of other: Node) throws(StatusError) {
        guard let version = other["metadata"]?["resourceVersion"], !version.isNull,
            version.string != document["metadata"]?["resourceVersion"]?.string
        else { return }
        throw StatusError(409, "the fleet has changed since it was read (metadata.resourceVersion): read it again")
    }

    /// Specs are compared as they are understood, since clients leave out what is empty and order keys as they like.
    func hasSame(_ path: [String], as other: Node) -> Bool {
        let (left, right) = (
            path.reduce(other) { $0[$1] ?? .object([]) }, path.reduce(document) { $0[$1] ?? .object([]) }
        )
        guard left.canonicalJSON() != right.canonicalJSON() else { return true }
        guard path == ["spec"], let left = try? StoredSpec.decode(FleetSpec.self, left.json()),
            let right = try? StoredSpec.decode(FleetSpec.self, right.json())
        else { return false }
        return canonicalJSON(of: left) == canonicalJSON(of: right)
    }

    /// The value at a JSON Pointer (RFC 6901) of keys; nil when there is none.
    func value(at pointer: String) -> Node? {
        guard pointer.isEmpty || pointer.hasPrefix("/") else { return nil }
        let keys = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        return keys.reduce(document as Node?) {
            $0?[String($1).replacing("~1", with: "/").replacing("~0", with: "~")]
        }
    }
}
