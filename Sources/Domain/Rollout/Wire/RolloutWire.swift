/// How a rollout shows on the wire: the fleet's condition `RolloutInProgress` and its annotations.
///
/// | State | Status | Reason | Message |
/// |---|---|---|---|
/// | Pending, InProgress, RollingBack | True | `Active` | what is being done |
/// | AwaitingApproval | False | `Waiting` | what waits for whom |
/// | Paused, Failed | False | `Suspended` | why |
/// | Completed, Superseded, Cancelled | False | `Inactive` | `Rollout is not in progress` |
public struct RolloutWire: Sendable, Hashable {
    /// Whether the condition is True.
    public let isInProgress: Bool
    /// `Active`, `Waiting`, `Suspended` or `Inactive`.
    public let reason: String
    /// For people.
    public let message: String
    /// By their keys.
    public let annotations: [String: String]

    /// What the wire shows of a fleet's newest rollout.
    public init(_ rollout: Rollout, _ plan: RolloutPlan) {
        switch rollout.state {
        case .pending, .inProgress, .rollingBack: (isInProgress, reason) = (true, "Active")
        case .awaitingApproval: (isInProgress, reason) = (false, "Waiting")
        case .paused, .failed: (isInProgress, reason) = (false, "Suspended")
        case .completed, .superseded, .cancelled: (isInProgress, reason) = (false, "Inactive")
        }
        message = reason == "Inactive" ? "Rollout is not in progress" : rollout.message
        annotations = Self.annotations(rollout, plan)
    }

    private static func annotations(_ rollout: Rollout, _ plan: RolloutPlan) -> [String: String] {
        var annotations = [
            "fleet-controller/deployingTemplateVersion": rollout.versionName,
            "fleet-controller/batchNumber": String(rollout.batch),
            "fleet-controller/rolloutApproved": String(rollout.isApproved),
            "fleet-controller/rolloutApprovalMethod": rollout.isManual ?? plan.isManual ? "manual" : "automatic",
            "fleet-controller/deviceSelectionConfigDigest": rollout.digest,
        ]
        annotations["fleet-controller/lastBatchCompletionReport"] = rollout.report?.json
        return annotations
    }
}
