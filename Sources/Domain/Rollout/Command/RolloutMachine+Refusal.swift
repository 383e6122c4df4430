extension RolloutMachine {
    /// Refuses a command that does not fit.
    /// - Parameter current: the fleet's newest version that is ready.
    static func check(
        _ command: RolloutCommand, _ rollout: Rollout, current: TemplateVersionName?
    ) throws(RolloutRefusal) {
        if rollout.state == .rollingBack, command != .cancel {
            throw RolloutRefusal(
                "Devices are being sent back to the good version; wait until that has ended, or cancel it.")
        }
        try checkNewest(command, rollout, current)
        switch command {
        case .pause: try checkPause(rollout)
        case .resume: try checkResume(rollout)
        case .approve: try checkApprove(rollout)
        case .retry: try checkRetry(rollout)
        case .rollback: try checkRollback(rollout)
        case .cancel, .approvals: try checkActive(rollout)
        }
    }

    /// Devices would get the version only to leave it in a moment.
    private static func checkNewest(
        _ command: RolloutCommand, _ rollout: Rollout, _ current: TemplateVersionName?
    ) throws(RolloutRefusal) {
        guard [.resume, .approve, .retry].contains(command), let current, current.id != rollout.version else { return }
        throw RolloutRefusal(
            "\(current.name) is about to take the place of \(rollout.versionName); look again in a moment.")
    }

    private static func checkActive(_ rollout: Rollout) throws(RolloutRefusal) {
        guard !rollout.state.isActive else { return }
        throw RolloutRefusal(
            "No rollout is active: the newest one, of \(rollout.versionName), is \(rollout.state.rawValue).")
    }

    private static func checkPause(_ rollout: Rollout) throws(RolloutRefusal) {
        try checkActive(rollout)
        guard rollout.state == .paused else { return }
        throw RolloutRefusal("It is paused already: \(rollout.message).")
    }

    private static func checkResume(_ rollout: Rollout) throws(RolloutRefusal) {
        try checkActive(rollout)
        if rollout.state == .paused { return }
        let advice = rollout.state == .awaitingApproval ? "approve it instead" : "there is nothing to resume"
        throw RolloutRefusal("It is not paused but \(rollout.state.rawValue); \(advice).")
    }

    private static func checkApprove(_ rollout: Rollout) throws(RolloutRefusal) {
        try checkActive(rollout)
        if rollout.state == .awaitingApproval { return }
        if rollout.state == .paused {
            if rollout.reason != "PausedByOperator" { return }
            throw RolloutRefusal("An operator paused it; resume it instead.")
        }
        throw RolloutRefusal("Nothing waits for approval: it is \(rollout.state.rawValue).")
    }

    private static func checkRetry(_ rollout: Rollout) throws(RolloutRefusal) {
        switch rollout.state {
        case .paused, .failed, .cancelled: return
        case .completed:
            throw RolloutRefusal("The rollout of \(rollout.versionName) has completed; there is nothing to retry.")
        case .superseded: throw RolloutRefusal("A newer rollout is about to begin; there is nothing to retry.")
        case .pending, .inProgress, .awaitingApproval, .rollingBack:
            throw RolloutRefusal("It is \(rollout.state.rawValue); pause or cancel it before it is retried.")
        }
    }

    private static func checkRollback(_ rollout: Rollout) throws(RolloutRefusal) {
        if rollout.state == .completed {
            throw RolloutRefusal(
                "The rollout of \(rollout.versionName) has completed; revert the commit, or pin the sync to an older one."
            )
        }
        try checkActive(rollout)
        guard rollout.goodVersion == nil else { return }
        throw RolloutRefusal("There is no good version to go back to: no rollout of this fleet has completed yet.")
    }
}
