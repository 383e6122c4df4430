import Resources
import Rollout
import Testing

/// Holds the table at ``RolloutCommand``: what each command makes of each state; nil is a refusal.
@Suite("Commands of operators")
struct CommandTests {
    struct Row: CustomStringConvertible {
        let command: RolloutCommand
        let results: [RolloutState: RolloutState]
        var description: String { command.name }
    }

    static let rows: [Row] = [
        Row(command: .pause, results: [.pending: .paused, .inProgress: .paused, .awaitingApproval: .paused]),
        Row(command: .resume, results: [.paused: .inProgress]),
        Row(command: .approve, results: [.awaitingApproval: .inProgress, .paused: .inProgress]),
        Row(
            command: .cancel,
            results: [
                .pending: .cancelled, .inProgress: .cancelled, .awaitingApproval: .cancelled, .paused: .cancelled,
                .rollingBack: .cancelled,
            ]),
        Row(command: .retry, results: [.paused: .pending, .failed: .pending, .cancelled: .pending]),
        Row(
            command: .rollback,
            results: [
                .pending: .rollingBack, .inProgress: .rollingBack, .awaitingApproval: .rollingBack,
                .paused: .rollingBack,
            ]),
        Row(
            command: .approvals(isManual: true),
            results: [
                .pending: .pending, .inProgress: .inProgress, .awaitingApproval: .awaitingApproval, .paused: .paused,
            ]),
    ]

    @Test("each command fits the states that the table says, and no other", arguments: rows, RolloutState.allCases)
    func table(row: Row, state: RolloutState) {
        let rollout = sample(state, reason: "BatchFailed")
        let decision = try? RolloutMachine.apply(row.command, to: standing(rollout), plan(), by: "user:a")
        #expect(decision?.rollout.state == row.results[state])
        guard let decision else { return }
        #expect(decision.events.last?.actor == "user:a")
        #expect(decision.rollout.finishedAt == (decision.rollout.state.isActive ? nil : now))
    }

    @Test("what an operator paused is resumed, not approved")
    func pausedByOperator() throws {
        let paused = standing(sample(.paused, reason: "PausedByOperator"))
        #expect(throws: RolloutRefusal("An operator paused it; resume it instead.")) {
            try RolloutMachine.apply(.approve, to: paused, plan(), by: "user:a")
        }
        #expect(try RolloutMachine.apply(.resume, to: paused, plan(), by: "user:a").rollout.isApproved == false)
    }

    @Test("resuming what a failure paused accepts the failure; a deadline has nothing to accept")
    func accepted() throws {
        for (reason, isAccepted) in [("BatchFailed", true), ("ProgressDeadlineExceeded", false)] {
            let decision = try RolloutMachine.apply(
                .resume, to: standing(sample(.paused, reason: reason)), plan(), by: "user:a")
            #expect(decision.rollout.isApproved == isAccepted)
            #expect(decision.rollout.progressAt == now)
        }
    }

    @Test(
        "a version that a newer one is about to replace does not go on",
        arguments: [.resume, .approve, .retry] as [RolloutCommand])
    func replaced(command: RolloutCommand) {
        let newer = standing(sample(.paused, reason: "BatchFailed"), current: 3)
        #expect(throws: RolloutRefusal("v3 is about to take the place of v2; look again in a moment.")) {
            try RolloutMachine.apply(command, to: newer, plan(), by: "user:a")
        }
    }

    @Test("what stops it is not refused for that", arguments: [.pause, .cancel, .rollback] as [RolloutCommand])
    func stopped(command: RolloutCommand) throws {
        _ = try RolloutMachine.apply(command, to: standing(sample(), current: 3), plan(), by: "user:a")
    }

    @Test("without a good version nothing goes back; without a rollout nothing is done")
    func nothing() {
        #expect(throws: RolloutRefusal.self) {
            try RolloutMachine.apply(.rollback, to: standing(sample(good: nil)), plan(), by: "user:a")
        }
        #expect(throws: RolloutRefusal.self) {
            try RolloutMachine.apply(.pause, to: standing(nil), plan(), by: "user:a")
        }
    }

    @Test("a retry supersedes what was paused, forgets who refused, and begins before the first batch")
    func retry() throws {
        let decision = try RolloutMachine.apply(
            .retry, to: standing(sample(.paused, batch: 1)), plan([.count(1), .count(2)]), by: "user:a")
        #expect(decision.replaced?.state == .superseded)
        #expect(decision.rollout.batch == -1)
        #expect(decision.rollout.id == 0)
        #expect(decision.actions == [.forgetOutcomes])
    }
}
