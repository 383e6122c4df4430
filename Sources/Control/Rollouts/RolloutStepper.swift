public import Rollout

/// Makes one step of a fleet's rollout on a ledger: reads facts, lets the machine decide, does what it says.
public struct RolloutStepper<Ledger: RolloutLedger> {
    private let ledger: Ledger

    /// A stepper on a ledger whose transaction is open.
    public init(_ ledger: Ledger) { self.ledger = ledger }
}
