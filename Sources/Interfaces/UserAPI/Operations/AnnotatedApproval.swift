import HTTPFront
import Nodes
import Rollout
import Rollouts

/// An approval as the existing clients write it: a change of a fleet that is of nothing but the annotations
/// `fleet-controller/rolloutApproved` and `fleet-controller/rolloutApprovalMethod`. It is an operator's action, not a
/// declaration, and therefore allowed on fleets that git owns. Pure.
struct AnnotatedApproval: Sendable, Equatable {
    /// Whether the next batch may begin; nil says nothing about that.
    private(set) var isApproved: Bool?
    /// Whether each batch waits for a person from now on; nil leaves that as it is.
    private(set) var isManual: Bool?
    /// Which rollout it was shown to be about: nothing is decided about another one that took its place meanwhile.
    private let shown: RolloutExpectation

    /// What it asks for.
    var commands: [RolloutCommand] {
        let method = isManual.map { RolloutCommand.approvals(isManual: $0) }
        return [method, isApproved == true ? .approve : nil].compactMap(\.self)
    }

    /// The rollout that is meant. An approval is of the one batch that was shown; how batches are approved is of all.
    var expectation: RolloutExpectation {
        RolloutExpectation(version: shown.version, batch: isApproved == true ? shown.batch : nil)
    }

    private static let approved = "fleet-controller/rolloutApproved"
    private static let method = "fleet-controller/rolloutApprovalMethod"
    private static let annotations = "/metadata/annotations"

    private init(of shown: ShownFleet) { self.shown = shown.rollout }

    /// Reads a JSON Patch (RFC 6902).
    /// - Parameter shown: the fleet as the API shows it.
    /// - Returns: nil when it changes anything else.
    /// - Throws: ``StatusError`` with 400 when a value is none, 409 when a test does not hold, or an approval is to be
    ///   taken back.
    static func patch(_ operations: Node, of shown: ShownFleet) throws(StatusError) -> AnnotatedApproval? {
        guard let operations = operations.elements else { return nil }
        var approval = AnnotatedApproval(of: shown)
        var isOne = false
        for operation in operations {
            guard let path = operation["path"]?.string else { return nil }
            switch operation["op"]?.string {
            case "test":
                guard shown.value(at: path)?.canonicalJSON() == operation["value"]?.canonicalJSON() else {
                    throw StatusError(409, "the test of \(path) does not hold: read the fleet again")
                }
            case "add", "replace":
                guard let key = key(of: path), let value = operation["value"] else { return nil }
                try approval.set(key, value)
                isOne = true
            default: return nil
            }
        }
        guard isOne else { return nil }
        try approval.checkWithdrawal(shown)
        return approval
    }

    /// Reads a whole fleet that is to take the place of the one that is shown.
    /// - Returns: nil when it changes anything else, or nothing.
    /// - Throws: ``StatusError`` with 400 when a value is none, 409 when the fleet was read before it changed, or an
    ///   approval is to be taken back.
    static func replacement(_ document: Node, of shown: ShownFleet) throws(StatusError) -> AnnotatedApproval? {
        guard document["kind"]?.string == "Fleet", shown.hasSame(["spec"], as: document),
            shown.hasSame(["metadata", "labels"], as: document), shown.hasSame(["metadata", "name"], as: document)
        else { return nil }
        var approval = AnnotatedApproval(of: shown)
        var isOne = false
        for key in [approved, method] {
            let value = document["metadata"]?["annotations"]?[key]
            guard let value, value.string != shown.annotation(key) else { continue }
            try approval.set(key, value)
            isOne = true
        }
        guard isOne else { return nil }
        try shown.checkVersion(of: document)
        try approval.checkWithdrawal(shown)
        return approval
    }

    /// An approval that was given stays until the next batch begins, and nobody is to believe otherwise.
    private func checkWithdrawal(_ fleet: ShownFleet) throws(StatusError) {
        guard isApproved == false, fleet.annotation(Self.approved) == "true" else { return }
        throw StatusError(
            409, "an approval that was given cannot be taken back: pause the rollout (martlet rollout pause)")
    }

    private mutating func set(_ key: String, _ value: Node) throws(StatusError) {
        if key == Self.method {
            guard let method = value.string, !method.isEmpty else {
                throw StatusError(400, "\(key) must be automatic or manual, in a text")
            }
            isManual = method != "automatic"
        } else {
            guard let text = value.string, text == "true" || text == "false" else {
                throw StatusError(400, "\(key) must be true or false, in a text")
            }
            isApproved = text == "true"
        }
    }

    private static func key(of path: String) -> String? {
        [approved, method].first { path == "\(annotations)/\($0.replacing("/", with: "~1"))" }
    }
}
