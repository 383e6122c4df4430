/// Where a rollout stands.
public enum RolloutState: String, Sendable, Hashable, CaseIterable {
    /// Made, nothing chosen yet.
    case pending = "Pending"
    /// Devices are being chosen, dispatched to or waited for.
    case inProgress = "InProgress"
    /// The next batch waits for a person.
    case awaitingApproval = "AwaitingApproval"
    /// Held by an operator, or by a failure with `onFailure: Pause`; nothing more is dispatched.
    case paused = "Paused"
    /// Every device has its outcome, and enough of them succeeded. Its version is the fleet's good one from now on.
    case completed = "Completed"
    /// Ended without success.
    case failed = "Failed"
    /// The devices that got the version are being sent back to the good one.
    case rollingBack = "RollingBack"
    /// A newer template version took its place.
    case superseded = "Superseded"
    /// Ended by an operator: devices keep what they have.
    case cancelled = "Cancelled"

    /// Whether something may still happen in it. A fleet has at most one such rollout.
    public var isActive: Bool {
        switch self {
        case .pending, .inProgress, .awaitingApproval, .paused, .rollingBack: true
        case .completed, .failed, .superseded, .cancelled: false
        }
    }
}
