/// What an operator may ask of a fleet's newest rollout.
///
/// | Command | Pending, InProgress | AwaitingApproval | Paused | RollingBack | Completed | Failed, Cancelled | Superseded |
/// |---|---|---|---|---|---|---|---|
/// | pause | Paused | Paused | refused | refused | refused | refused | refused |
/// | resume | refused | refused | as before the pause | refused | refused | refused | refused |
/// | approve | refused | InProgress, approved | InProgress, approved, when a failure paused it | refused | refused | refused | refused |
/// | cancel | Cancelled | Cancelled | Cancelled | Cancelled | refused | refused | refused |
/// | retry | refused | refused | a new one, Pending | refused | refused | a new one, Pending | refused |
/// | rollback | RollingBack | RollingBack | RollingBack | refused | refused | refused | refused |
/// | approvals | the method changes | the method changes | the method changes | refused | refused | refused | refused |
///
/// A rollback is refused too where there is no good version to go back to. What would go on with a version (resume, approve,
/// retry) is refused too when a newer one is ready, whose rollout is about to begin. A way back that a budget or a silent
/// device holds up can be cancelled: devices keep what they have.
public enum RolloutCommand: Sendable, Hashable {
    /// Nothing more is dispatched until it is resumed.
    case pause
    /// What was paused goes on; where a failure paused it, that is accepted.
    case resume
    /// The next batch may begin, or the end come, although it waits for a person.
    case approve
    /// It ends; devices keep what they have.
    case cancel
    /// It begins anew, also for devices that refused the version.
    case retry
    /// The devices that have the version go back to the good one.
    case rollback
    /// Each batch after the first waits for a person, or not, whatever the policy says.
    case approvals(isManual: Bool)

    /// The word for it.
    public var name: String {
        switch self {
        case .pause: "pause"
        case .resume: "resume"
        case .approve: "approve"
        case .cancel: "cancel"
        case .retry: "retry"
        case .rollback: "rollback"
        case .approvals: "approvals"
        }
    }
}

/// Why a command was not carried out.
public struct RolloutRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do, in a sentence.
    public let description: String

    /// States a refusal.
    public init(_ description: String) { self.description = description }
}
