public import Rollout

extension MemoryLedger {
    /// Counts the devices of a rollout.
    public func facts(_ rollout: Rollout, updateTimeout: Int64) throws -> RolloutFacts {
        try before(.facts)
        var facts = RolloutFacts(now: store.now, organizationRoom: organizationRoom)
        for index in members {
            let (device, target) = (store.devices[index], store.fleet.targets[index])
            let standing = standing(index, rollout, updateTimeout)
            facts.fleet.count(standing)
            let isInBatch = target.batch == rollout.batch
            if isInBatch { facts.batch.count(standing) }
            if isInBatch, target.wasConnected, standing == .offline || standing == .expired { facts.lost += 1 }
            if standing == .failed, target.refused != rollout.version { facts.refusing += 1 }
            if standing == .waiting || standing == .offline, let at = target.dispatchedAt {
                facts.nextTimeout = min(facts.nextTimeout ?? at + updateTimeout, at + updateTimeout)
            }
            if isIn(.joiners, rollout, index, updateTimeout), device.isConnected { facts.joiners += 1 }
        }
        return facts
    }

    /// Counts the devices of each group of a budget.
    public func groups(_ rollout: Rollout, by keys: [String], scope: DispatchScope, updateTimeout: Int64) throws
        -> [GroupFacts]
    {
        try before(.groups)
        let groups = Dictionary(grouping: members) { key(of: $0, keys) }
        return groups.map { key, members in
            var facts = GroupFacts(
                key: key, total: Int64(members.count), busy: 0, available: 0, eligible: 0)
            for index in members {
                let isConnected = store.devices[index].isConnected
                let isBusy = isBusy(index, updateTimeout)
                if isBusy { facts.busy += 1 }
                if isConnected, !isBusy { facts.available += 1 }
                if isConnected, isIn(scope, rollout, index, updateTimeout) { facts.eligible += 1 }
            }
            return facts
        }
    }

    var members: [Int] { store.devices.indices.filter { store.devices[$0].isMember } }

    func key(of index: Int, _ keys: [String]) -> [String?] { keys.map { store.devices[index].labels[$0] } }

    func standing(_ index: Int, _ rollout: Rollout, _ timeout: Int64) -> MemoryStanding {
        MemoryStanding(
            store.devices[index], store.fleet.targets[index], rollout.version, now: store.now, timeout: timeout)
    }

    func isIn(_ scope: DispatchScope, _ rollout: Rollout, _ index: Int, _ timeout: Int64) -> Bool {
        let target = store.fleet.targets[index]
        switch scope {
        case .batch:
            return target.batch == rollout.batch && target.version != rollout.version
                && !MemoryStanding.hasFailed(store.devices[index], target, rollout.version)
        case .rest:
            return target.version != rollout.version
                && !MemoryStanding.hasFailed(store.devices[index], target, rollout.version)
        case .joiners:
            guard let good = store.fleet.good?.id, store.devices[index].isConnected else { return false }
            let isChosen = rollout.state.isActive && target.batch == rollout.batch
            return !isChosen && (target.version ?? .min) < good
                && !MemoryStanding.refuses(store.devices[index], target, good)
        case .rollback: return standing(index, rollout, timeout) == .succeeded && store.devices[index].isConnected
        }
    }

    private func isBusy(_ index: Int, _ timeout: Int64) -> Bool {
        let (device, target) = (store.devices[index], store.fleet.targets[index])
        if device.isConnected {
            if device.reportedVersion != device.renderedVersion { return true }
            guard let version = target.version else { return false }
            // What is to be tried again is rendered anew, whatever became of it.
            return target.isRenderForgotten || version != device.rendered && version != device.unrenderable
        }
        guard target.wasConnected, let version = target.version, let at = target.dispatchedAt, store.now < at + timeout
        else { return false }
        return !MemoryStanding.runs(device, target) && !MemoryStanding.hasFailed(device, target, version)
    }

    private var organizationRoom: Int64? {
        store.organizationRate.map { rate in
            store.now >= store.fleet.rateSince + 60 ? rate : max(0, rate - store.fleet.rateUsed)
        }
    }
}
