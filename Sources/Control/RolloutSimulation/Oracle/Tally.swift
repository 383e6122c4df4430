import Rollout

/// How members stand towards a version, counted from the truth and not from what the ledger says.
struct Tally {
    var pending = 0
    var silentPending = 0
    var waiting = 0
    var silent = 0
    var succeeded = 0
    var failed = 0
    var timedOut = 0
    var expired = 0
    var lost = 0

    /// - Parameter batch: only those that were chosen for it; nil is all members.
    init(_ store: MemoryStore, _ truth: Truth, _ version: Int64, batch: Int?, timeout: Int64) {
        for index in store.devices.indices where store.devices[index].isMember {
            let target = store.fleet.targets[index]
            if let batch, target.batch != batch { continue }
            count(store.devices[index], target, truth.devices[index], version, store.now, timeout)
        }
    }

    private mutating func count(
        _ device: MemoryDevice, _ target: MemoryTarget, _ truth: Truth.Device, _ version: Int64, _ now: Moment,
        _ timeout: Int64
    ) {
        if truth.failed.contains(version) {
            failed += 1
        } else if target.version != version {
            if device.isConnected { pending += 1 } else { silentPending += 1 }
        } else if truth.runs == device.renderedVersion, truth.contents[truth.runs] == version {
            succeeded += 1
        } else {
            let isLate = target.dispatchedAt.map { now >= $0 + timeout } ?? false
            switch (device.isConnected, isLate) {
            case (true, false): waiting += 1
            case (true, true): timedOut += 1
            case (false, false): silent += 1
            case (false, true): expired += 1
            }
            if !device.isConnected, target.wasConnected { lost += 1 }
        }
    }

    func total(countsOffline: Bool) -> Int { succeeded + failed + timedOut + (countsOffline ? expired : 0) }

    func percentage(countsOffline: Bool) -> Int {
        let total = total(countsOffline: countsOffline)
        return total == 0 ? 100 : succeeded * 100 / total
    }
}
