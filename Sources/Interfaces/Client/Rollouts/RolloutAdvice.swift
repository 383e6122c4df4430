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
        switch RolloutEnd(standing) {
        case .completed: (message, fix) = ("The rollout has completed.", "")
        case .goesOn:
            (message, fix) = (
                "The rollout goes on by itself.", "`martlet rollout status \(name) --watch` waits for its end."
            )
        case .waits: (message, fix) = Self.waiting(standing, name)
        case .ended:
            (message, fix) = (
                "The rollout ended without success.",
                "`martlet rollout retry \(name)` begins again; a new commit takes its place."
            )
        }
    }

    /// What lets it go on depends on why it waits.
    private static func waiting(_ standing: Node, _ name: String) -> (message: String, fix: String) {
        let (resume, retry) = ("`martlet rollout resume \(name)`", "`martlet rollout retry \(name)` begins again")
        let isAsked = standing.text("rollout", "state") == "AwaitingApproval"
        let (message, way): (String, String) =
            switch standing.text("rollout", "reason") {
            case _ where isAsked:
                ("The rollout waits for approval.", "`martlet rollout approve \(name)` lets it go on")
            case "PausedByOperator": ("The rollout is paused by an operator.", "\(resume) lets it go on")
            case "ProgressDeadlineExceeded":
                (
                    "The rollout is paused because no device made progress in time.",
                    "\(resume) waits for the devices once more; \(retry)"
                )
            default: ("The rollout is paused because too much failed.", "\(resume) goes on nevertheless; \(retry)")
            }
        // It goes back to what was good when it began, whatever is good now.
        let hasWayBack = standing["rollout"]?["previousVersion"] != nil
        return (message, way + (hasWayBack ? "; `martlet rollout rollback \(name)` sends all devices back." : "."))
    }
}
