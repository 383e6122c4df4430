import Console
import Nodes

/// What whoever looks at a rollout that is not completed may want to do. The state stands above it, and is not said again. Pure.
struct RolloutAdvice {
    /// How it stands, in a sentence.
    let message: String
    /// The commands.
    let fix: String

    /// Advice about the newest rollout of a fleet, from its standing.
    init(_ standing: Node) {
        let name = standing.objectName.printable
        let end = RolloutEnd(standing)
        let hasGood = standing["goodVersion"] != nil
        let back = hasGood ? "; `martlet rollout rollback \(name)` sends all devices back" : ""
        let isAsked = standing.text("rollout", "state") == "AwaitingApproval"
        let isHeld = standing.text("rollout", "reason") == "PausedByOperator"
        switch end {
        case .completed: (message, fix) = ("The rollout has completed.", "")
        case .goesOn:
            (message, fix) = (
                "The rollout goes on by itself.", "`martlet rollout status \(name) --watch` waits for its end."
            )
        case .waits where isAsked:
            (message, fix) = (
                "The rollout waits for approval.", "`martlet rollout approve \(name)` lets it go on\(back)."
            )
        case .waits where isHeld:
            (message, fix) = (
                "The rollout is paused by an operator.", "`martlet rollout resume \(name)` lets it go on\(back)."
            )
        case .waits:
            (message, fix) = (
                "The rollout is paused because too much failed.",
                "`martlet rollout resume \(name)` goes on nevertheless; `martlet rollout retry \(name)` begins again\(back)."
            )
        case .ended:
            (message, fix) = (
                "The rollout ended without success.",
                "`martlet rollout retry \(name)` begins again; a new commit takes its place."
            )
        }
    }
}
