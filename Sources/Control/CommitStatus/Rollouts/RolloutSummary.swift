import Store

/// What a forge is told of the rollouts of a commit. Pure.
///
/// | The fleets that the commit changed | Outcome |
/// |---|---|
/// | all were rolled out, or there are none | rolledOut |
/// | one was cancelled, or went back, or is going back | notRolledOut |
/// | else: of one another commit's version took the place before it was rolled out | superseded |
/// | else | rollingOut, also when one is paused: it waits for a person |
///
/// **A fleet that another commit took over is no longer this commit's**: it will never be rolled out as this commit has it,
/// so that the commit is not said to be rolled out, and does not wait for the other either: its status ends there, naming the
/// other commit. Who wants to know whether a fleet is well looks at the newest commit. What was rolled out in time counts, and
/// an operator who retries a rollout opens the status again.
struct RolloutSummary: Sendable, Hashable {
    /// What became of the commit.
    let outcome: CommitOutcome
    /// For people: how many fleets were rolled out, and what the first of the others waits for.
    let description: String

    /// Sums progress up.
    init(_ progress: CommitProgress) {
        let noun = progress.total == 1 ? "fleet" : "fleets"
        let count = "\(progress.completed) of \(progress.total) \(noun) rolled out"
        guard let first = progress.first else {
            outcome = .rolledOut
            description = progress.total == 0 ? "No fleet was changed" : count
            return
        }
        outcome = Self.outcome(first.standing)
        description = "\(count); \(first.name) \(Self.predicate(first))"
    }

    /// The first fleet decides, since those that failed come first.
    private static func outcome(_ standing: CommitProgress.Standing) -> CommitOutcome {
        switch standing {
        case .failed, .rollingBack, .cancelled: .notRolledOut
        case .superseded: .superseded
        case .paused, .awaitingApproval, .resolving, .inProgress, .beginning: .rollingOut
        case .completed: .rolledOut
        }
    }

    private static func predicate(_ fleet: CommitProgress.Fleet) -> String {
        switch fleet.standing {
        case .failed: "went back: \(fleet.message)"
        case .rollingBack: "is going back: \(fleet.message)"
        case .cancelled: "was given up: \(fleet.message)"
        case .superseded: "went on with \(fleet.commit.map { "commit \($0.prefix(8))" } ?? "another version")"
        case .paused: "is held: \(fleet.message)"
        case .awaitingApproval: waiting(fleet.message)
        case .resolving: "waits for its references" + (fleet.message.isEmpty ? "" : ": \(fleet.message)")
        case .inProgress: "is rolling out \(fleet.batch)"
        case .beginning: "is about to begin"
        case .completed: "is rolled out"
        }
    }

    /// The rollout's own sentence, said of the fleet.
    private static func waiting(_ message: String) -> String {
        let verb = "Waiting "
        return message.hasPrefix(verb) ? "waits \(message.dropFirst(verb.count))" : "waits: \(message)"
    }
}
