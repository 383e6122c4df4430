import HTTPFront
import Nodes
import Rollouts

/// What the body of an operation on a rollout asks for: which rollout is meant, so that nobody decides about another than
/// the one that they have looked at. An empty body means the newest, whatever it is.
struct RolloutWish: Sendable {
    let expectation: RolloutExpectation

    /// - Throws: ``StatusError`` with 400.
    init(_ body: [UInt8]) throws(StatusError) {
        guard !body.isEmpty else {
            expectation = RolloutExpectation()
            return
        }
        let node: Node
        do { node = try JSON.parse(body) } catch { throw StatusError(400, "API Error: \(error)") }
        guard let entries = node.entries else { throw StatusError(400, "the body must be a JSON object") }
        if let other = entries.first(where: { $0.key != "templateVersion" && $0.key != "batch" }) {
            throw StatusError(400, "there is no field \(other.key): use batch, templateVersion")
        }
        expectation = RolloutExpectation(version: try Self.version(node), batch: try Self.batch(node))
    }

    private static func version(_ node: Node) throws(StatusError) -> String? {
        guard let field = node["templateVersion"] else { return nil }
        guard let text = field.string, (1...253).contains(text.utf8.count) else {
            throw StatusError(400, "templateVersion must be the name of a template version, such as v3")
        }
        return text
    }

    private static func batch(_ node: Node) throws(StatusError) -> Int? {
        guard let field = node["batch"] else { return nil }
        guard let number = field.integer, (-1...1_000_000).contains(number) else {
            throw StatusError(400, "batch must be the number of a batch, as the rollout's status tells it")
        }
        return Int(number)
    }
}
