public import Rollout

/// Makes one step of a fleet's rollout on a ledger: reads facts, lets the machine decide, does what it says, and again until the
/// facts stay as they are. All of it belongs into one transaction of the ledger; a step that throws must be rolled back.
public struct RolloutStepper<Ledger: RolloutLedger> {
    let ledger: Ledger

    /// A stepper on a ledger whose transaction is open.
    public init(_ ledger: Ledger) { self.ledger = ledger }

    /// More decisions than this in one transaction would hold the fleet's lock for too long; the step goes on in another.
    static var decisionsPerStep: Int { 32 }

    /// Takes a fleet's rollout as far as it gets now. Idempotent: without new facts a second step does nothing.
    /// - Returns: the fleet's rollout as it is then; nil when the fleet is gone or has no version yet.
    @discardableResult
    public func step(fleet: Int64) throws -> Rollout? {
        guard let standing = try ledger.load(fleet: fleet) else { return nil }
        let plan = RolloutPlan(standing.policy)
        var course = RolloutCourse(ledger, plan, standing)
        if let begin = RolloutMachine.begin(standing, plan) { try course.carryOut(begin, at: standing.now) }
        return try course.run()
    }

    /// Carries out an operator's commands on the fleet's newest rollout, and then what follows from all of them: one does not
    /// bring about what the next is refused for.
    /// - Parameters:
    ///   - expectation: which rollout is meant.
    ///   - actor: who asks, as `user:alice`.
    /// - Returns: the rollout as it is then; nil when the fleet is gone.
    /// - Throws: a ``RolloutRefusal`` when a command does not fit or another rollout is meant, or what the ledger throws.
    public func command(
        _ commands: [RolloutCommand], fleet: Int64, expecting expectation: RolloutExpectation = RolloutExpectation(),
        by actor: String
    ) throws -> Rollout? {
        guard var standing = try ledger.load(fleet: fleet) else { return nil }
        try expectation.check(standing.rollout)
        let plan = RolloutPlan(standing.policy)
        var course = RolloutCourse(ledger, plan, standing)
        for command in commands {
            try course.carryOut(RolloutMachine.apply(command, to: standing, plan, by: actor), at: standing.now)
            standing.rollout = course.rollout
        }
        return try course.run()
    }
}
