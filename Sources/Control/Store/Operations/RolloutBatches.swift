import Nodes
import Resources
import Rollout

/// The batches of a rollout for people: those that ended as they were reported, the one at work as it stands, and those
/// to come. Pure.
struct RolloutBatches {
    let plan: RolloutPlan
    /// The batch that is being worked on.
    let current: Int64
    /// Whether the rollout has ended.
    let isOver: Bool
    /// Reports by number.
    let ended: [Int64: Node]
    /// Counts by number.
    let live: [Int64: Node]

    /// All of them in order. Of a rollout that is over only those that ended: nothing comes after them.
    var all: [Node] {
        (0...Int64(plan.finalBatch)).compactMap { number in
            if let report = ended[number] { return report }
            guard !isOver else { return nil }
            return number == current ? active(number) : waiting(number)
        }
    }

    private func active(_ number: Int64) -> Node {
        .object(
            head(number, "Active") + (live[number]?.entries ?? []).map { ($0.key, $0.value) }
                + (live[number] == nil ? [("total", .integer(0))] : []))
    }

    private func waiting(_ number: Int64) -> Node {
        let limit = plan.steps.indices.contains(Int(number)) ? plan.steps[Int(number)].limit : nil
        return .object(head(number, "Waiting") + [("limit", limit.map { .string(Self.text($0)) })])
    }

    private static func text(_ limit: Amount) -> String {
        switch limit {
        case .percent(let share): "\(share)%"
        case .count(let count): "\(count)"
        }
    }

    private func head(_ number: Int64, _ state: String) -> [(String, Node?)] {
        [
            ("number", .integer(number)), ("name", .string(plan.name(of: Int(number)))),
            ("state", .string(state)),
        ]
    }
}
