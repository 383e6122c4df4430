import Rollout

/// How a device stands towards a version: the in-memory form of the aggregates.
enum MemoryStanding {
    case pending, pendingOffline, waiting, offline, expired, succeeded, failed, timedOut

    init(_ device: MemoryDevice, _ target: MemoryTarget, _ version: Int64, now: Moment, timeout: Int64) {
        if Self.hasFailed(device, target, version) {
            self = .failed
        } else if target.version != version {
            self = device.isConnected ? .pending : .pendingOffline
        } else if Self.runs(device, target) {
            self = .succeeded
        } else if let at = target.dispatchedAt, now >= at + timeout {
            self = device.isConnected ? .timedOut : .expired
        } else {
            self = device.isConnected ? .waiting : .offline
        }
    }

    /// Whether it refused the version: an error counts for the rendered version that it is about, and no other.
    static func hasFailed(_ device: MemoryDevice, _ target: MemoryTarget, _ version: Int64) -> Bool {
        if target.refused == version { return true }
        if target.isRenderForgotten { return false }
        if target.version == version && device.unrenderable == version { return true }
        return device.rendered == version && device.failedVersion > 0
            && device.failedVersion == device.renderedVersion
    }

    /// Whether it must not be offered the version again: it failed, or that was remembered when the version was the good one.
    static func refuses(_ device: MemoryDevice, _ target: MemoryTarget, _ version: Int64) -> Bool {
        target.refusedGood == version || hasFailed(device, target, version)
    }

    /// Whether it runs what it should.
    static func runs(_ device: MemoryDevice, _ target: MemoryTarget) -> Bool {
        target.version != nil && device.rendered == target.version && !target.isRenderForgotten
            && device.reportedVersion == device.renderedVersion
            && device.failedVersion != device.renderedVersion
    }
}

extension MemberCounts {
    mutating func count(_ standing: MemoryStanding) {
        switch standing {
        case .pending: pending += 1
        case .pendingOffline: pendingOffline += 1
        case .waiting: waiting += 1
        case .offline: offline += 1
        case .expired: expired += 1
        case .succeeded: succeeded += 1
        case .failed: failed += 1
        case .timedOut: timedOut += 1
        }
    }
}
