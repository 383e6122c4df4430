import Rollout

extension Oracle {
    /// No more devices get a version in a minute than the policy says, and the organization.
    func checkRate(_ step: Step, _ given: [Int]) throws {
        if let most = step.store.organizationRate, !given.isEmpty {
            let count = memory.organization.count(given.count, at: step.store.now)
            try demand(count <= most, "\(count) devices got a version, the organization's rate is \(most)")
        }
        guard let most = step.plan.maxPerMinute, let rollout = step.rollout else { return }
        // Who goes back need not wait for the policy's rate.
        let forward = given.count { seen[$0].version != rollout.version }
        memory.history.append((step.store.now, forward, rollout.id))
        // Two windows may meet in a minute.
        memory.history.removeAll { $0.at + 60 <= step.store.now || $0.rollout != rollout.id }
        let count = memory.history.reduce(0) { $0 + $1.count }
        try demand(count <= 2 * Int(most), "\(count) devices got a version in a minute, \(most) are allowed")
        // A window that is over gives way to one that begins now.
        let begin = step.store.now >= rollout.rateSince + 60 ? step.store.now : rollout.rateSince
        let inWindow = memory.history.filter { $0.at >= begin }.reduce(0) { $0 + $1.count }
        try demand(inWindow <= Int(most), "\(inWindow) devices got a version in one window, \(most) are allowed")
    }
}

/// A minute that begins with what happens first after the one before, and how much has happened in it.
struct RateWindow {
    private var since: Moment?
    private var count = 0

    /// - Returns: how much has happened in the window with this.
    mutating func count(_ more: Int, at now: Moment) -> Int {
        if since.map({ now >= $0 + 60 }) ?? true { (since, count) = (now, 0) }
        count += more
        return count
    }
}
