import Rollout
import Testing

/// Holds the table at ``RolloutTransition``, row by row and for every combination of what else it depends on.
@Suite("The truth table of rollouts")
struct TransitionTests {
    /// What else the table depends on.
    struct Terms: CustomStringConvertible {
        let isManual: Bool, isApproved: Bool, canRollBack: Bool, isFinal: Bool, someHaveIt: Bool
        var description: String {
            "manual \(isManual), approved \(isApproved), back \(canRollBack), final \(isFinal), had \(someHaveIt)"
        }
        var failure: RolloutTransition { canRollBack ? .rollBack : .pause }
        var onward: RolloutTransition { isFinal ? .complete : .nextBatch }

        static let all: [Terms] = (0..<32).map { bits in
            Terms(
                isManual: bits & 1 != 0, isApproved: bits & 2 != 0, canRollBack: bits & 4 != 0,
                isFinal: bits & 8 != 0, someHaveIt: bits & 16 != 0)
        }
    }

    @Test("P7: each state and situation has its row", arguments: RolloutState.allCases, Terms.all)
    func rows(state: RolloutState, terms: Terms) {
        for situation in RolloutSituation.allCases {
            let next = RolloutTransition.after(
                state, situation, isManual: terms.isManual, isApproved: terms.isApproved,
                canRollBack: terms.canRollBack, isFinal: terms.isFinal, someHaveIt: terms.someHaveIt)
            #expect(next == Self.row(state, situation, terms), "\(state), \(situation)")
        }
    }

    /// The table once more, in its own order.
    private static func row(
        _ state: RolloutState, _ situation: RolloutSituation, _ terms: Terms
    ) -> RolloutTransition {
        switch (state, situation) {
        case (.pending, _): .nextBatch
        case (.inProgress, .dispatchable), (.inProgress, .waiting): .stay
        case (.inProgress, .stalled): terms.failure
        case (.awaitingApproval, .dispatchable), (.awaitingApproval, .waiting), (.awaitingApproval, .stalled): .stay
        case (.inProgress, .belowThreshold), (.awaitingApproval, .belowThreshold):
            terms.isApproved ? terms.onward : terms.failure
        case (.inProgress, .noEvidence), (.awaitingApproval, .noEvidence): terms.isApproved ? terms.onward : .ask
        case (.inProgress, .passed), (.awaitingApproval, .passed):
            terms.isManual && !terms.isApproved ? .ask : terms.onward
        case (.inProgress, .finished), (.awaitingApproval, .finished): .complete
        case (.rollingBack, _): terms.someHaveIt ? .stay : .fail
        case (.paused, _), (.completed, _), (.failed, _), (.superseded, _), (.cancelled, _): .stay
        }
    }
}
