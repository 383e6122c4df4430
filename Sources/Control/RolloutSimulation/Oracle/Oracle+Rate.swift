import Rollout

extension Oracle {
    /// No more devices get a version in a minute than the policy says.
    func checkRate(_ step: Step, _ given: [Int]) throws {
        guard let most = step.plan.maxPerMinute, let rollout = step.rollout, rollout.state != .rollingBack else {
            return
        }
        memory.history.append((step.store.now, given.count, rollout.id))
        // Two windows may meet in a minute.
        memory.history.removeAll { $0.at + 60 <= step.store.now || $0.rollout != rollout.id }
        let count = memory.history.reduce(0) { $0 + $1.count }
        try demand(count <= 2 * Int(most), "\(count) devices got a version in a minute, \(most) are allowed")
        let inWindow = memory.history.filter { $0.at >= rollout.rateSince }.reduce(0) { $0 + $1.count }
        try demand(inWindow <= Int(most), "\(inWindow) devices got a version in one window, \(most) are allowed")
    }
}
