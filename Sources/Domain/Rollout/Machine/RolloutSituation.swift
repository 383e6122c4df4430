/// What the facts say about the batch that a rollout is at.
public enum RolloutSituation: Sendable, Hashable, CaseIterable {
    /// Devices of the batch have not got the version yet.
    case dispatchable
    /// All have got it, and some have no outcome yet.
    case waiting
    /// As one of the two before, and nothing happened for longer than the policy admits.
    case stalled
    /// The batch ended with too small a share of success; the final one: the whole rollout did.
    case belowThreshold
    /// The batch ended, nobody succeeded, and devices that were connected when they got the version went silent: no evidence that
    /// the version is good, and perhaps the reason why they are silent.
    case noEvidence
    /// The batch ended well, and another one follows.
    case passed
    /// The final batch ended, and so did the whole rollout, well.
    case finished

    /// Reads the situation of a rollout that has begun its batches.
    public init(_ rollout: Rollout, _ plan: RolloutPlan, _ facts: RolloutFacts) {
        let isFinal = rollout.batch >= plan.finalBatch
        let open = Self.open(facts.batch, plan, isFinal: isFinal)
        if let open {
            self = Self.isStalled(rollout, plan, facts, open) ? .stalled : open
            return
        }
        let score = isFinal ? facts.fleet : facts.batch
        let share = RolloutScore(score, countsOffline: plan.countsOffline)
        if share.total > 0, share.percentage < plan.threshold(of: rollout.batch) {
            self = .belowThreshold
        } else if score.succeeded == 0, facts.lost > 0 {
            self = .noEvidence
        } else {
            self = isFinal ? .finished : .passed
        }
    }

    private static func open(_ batch: MemberCounts, _ plan: RolloutPlan, isFinal: Bool) -> RolloutSituation? {
        let takesOffline = isFinal && !plan.hasBudget
        if batch.pending > 0 || takesOffline && batch.pendingOffline > 0 { return .dispatchable }
        if batch.waiting > 0 || plan.countsOffline && batch.offline > 0 { return .waiting }
        return nil
    }

    private static func isStalled(
        _ rollout: Rollout, _ plan: RolloutPlan, _ facts: RolloutFacts, _ open: RolloutSituation
    ) -> Bool {
        guard let deadline = plan.progressDeadline, facts.now >= rollout.progressAt + deadline else { return false }
        // A rate that holds devices back is no failure of theirs.
        return open == .waiting || RolloutRate.room(rollout, plan, facts) != 0
    }
}
