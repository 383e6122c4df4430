/// Which state follows, as a table. Everything else that happens in a step follows from the state and the situation.
///
/// | State | Situation | Next | Meanwhile |
/// |---|---|---|---|
/// | Pending | any | InProgress | batch 1 is chosen |
/// | InProgress | dispatchable | InProgress | devices get the version, within budget and rate |
/// | InProgress | waiting | InProgress | |
/// | InProgress | stalled | *failure* | reason `ProgressDeadlineExceeded` |
/// | InProgress | belowThreshold | *failure*, or *onward* when approved | reason `BatchFailed` |
/// | InProgress | noEvidence | AwaitingApproval, or *onward* when approved | reason `NoEvidence` |
/// | InProgress | passed | AwaitingApproval when manual and not approved, else *onward* | |
/// | InProgress | finished | Completed | the version is the good one |
/// | AwaitingApproval | dispatchable, waiting, stalled | AwaitingApproval | nobody gets the version |
/// | AwaitingApproval | the others | as InProgress | |
/// | Paused | any | Paused | nobody gets the version |
/// | RollingBack | some still have the version | RollingBack | they go back, within the budget |
/// | RollingBack | nobody has it | Failed | |
/// | Failed | any | Failed | as the next; who comes back with the version goes back |
/// | Completed, Superseded, Cancelled | any | the same | returners and newcomers get the good version |
///
/// *failure* is RollingBack with `onFailure: Rollback` if there is a good version to go back to, else Paused. *onward* is
/// InProgress with the next batch, or Completed after the last. In every state devices that refuse the version are remembered and
/// sent back, and newcomers get the good version. A newer template version, or other batches, take any active rollout to
/// Superseded before the table is looked at; operators' commands stand in ``RolloutCommand``.
public enum RolloutTransition: Sendable, Hashable {
    /// The state and batch stay.
    case stay
    /// The first or the next batch begins.
    case nextBatch
    /// The next batch, or the end, waits for a person.
    case ask
    /// It cannot go on by itself and waits for a person.
    case pause
    /// The devices that have the version go back to the good one.
    case rollBack
    /// It ends without success, all that had the version went back.
    case fail
    /// It ends with success.
    case complete

    /// What the table says.
    /// - Parameters:
    ///   - isManual: whether each batch after the first waits for a person.
    ///   - isApproved: whether a person let it go on.
    ///   - canRollBack: whether failures roll back and there is a version to go back to.
    ///   - isFinal: whether the batch is the final implicit one.
    ///   - someHaveIt: whether members should run the version now.
    public static func after(
        _ state: RolloutState, _ situation: RolloutSituation, isManual: Bool, isApproved: Bool, canRollBack: Bool,
        isFinal: Bool, someHaveIt: Bool
    ) -> RolloutTransition {
        switch state {
        case .pending: .nextBatch
        case .inProgress, .awaitingApproval:
            working(
                situation, isManual: isManual, isApproved: isApproved, isAsked: state == .awaitingApproval,
                failure: canRollBack ? .rollBack : .pause, onward: isFinal ? .complete : .nextBatch)
        case .rollingBack: someHaveIt ? .stay : .fail
        case .paused, .completed, .failed, .superseded, .cancelled: .stay
        }
    }

    private static func working(
        _ situation: RolloutSituation, isManual: Bool, isApproved: Bool, isAsked: Bool, failure: RolloutTransition,
        onward: RolloutTransition
    ) -> RolloutTransition {
        switch situation {
        case .dispatchable, .waiting: .stay
        case .stalled: isAsked ? .stay : failure
        case .belowThreshold: isApproved ? onward : failure
        case .noEvidence: isApproved ? onward : .ask
        case .passed: isManual && !isApproved ? .ask : onward
        case .finished: .complete
        }
    }
}
