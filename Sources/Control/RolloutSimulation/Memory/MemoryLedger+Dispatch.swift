public import Resources
public import Rollout

extension MemoryLedger {
    /// Chooses devices for the batch, in the order of their names.
    public func choose(_ rollout: Rollout, selector: LabelSelector?, limit: Amount?, includesOffline: Bool) throws
        -> Int64
    {
        try before(.choose)
        let matching = members.filter { selector?.matches(store.devices[$0].labels) ?? true }
        let candidates = matching.filter {
            store.fleet.targets[$0].version != rollout.version && !hasFailed($0, rollout)
        }
        let room = Self.room(limit, of: Int64(matching.count), already: Int64(matching.count - candidates.count))
        let chosen = candidates.filter { includesOffline || store.devices[$0].isConnected }.prefix(Int(room))
        for index in chosen { store.fleet.targets[index].batch = rollout.batch }
        return Int64(chosen.count)
    }

    /// Gives a version to devices of a scope, in the order of their names.
    public func dispatch(
        _ rollout: Rollout, _ scope: DispatchScope, version: Int64, allowances: [GroupAllowance]?, groupBy: [String],
        limit: Int64?, includesOffline: Bool
    ) throws -> Int64 {
        try before(.dispatch(scope))
        var left = allowances.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.count) }) }
        var count: Int64 = 0
        for index in members where isIn(scope, rollout, index, 0) {
            guard includesOffline || store.devices[index].isConnected, count < limit ?? .max else { continue }
            if left != nil {
                let key = key(of: index, groupBy)
                guard let allowed = left?[key], allowed > 0 else { continue }
                left?[key] = allowed - 1
            }
            if scope == .rest { store.fleet.targets[index].batch = rollout.batch }
            let target = store.fleet.targets[index]
            if scope != .rollback, MemoryStanding.runs(store.devices[index], target) {
                store.fleet.targets[index].prior = target.version
            }
            store.fleet.targets[index].refusedGood = store.refusedGood(index, losing: target.version)
            give(index, scope == .rollback ? wayBack(index, rollout, version) : version)
            count += 1
        }
        spend(count)
        return count
    }

    /// Takes the version from devices of a scope.
    public func sendBack(_ rollout: Rollout, _ scope: ReturnScope, to good: Int64?) throws -> Int64 {
        try before(.sendBack)
        var count: Int64 = 0
        for index in members {
            let target = store.fleet.targets[index]
            let isRefusing = hasFailed(index, rollout) && target.refused != rollout.version
            let isUnsettled =
                target.version == rollout.version
                && !(store.devices[index].isConnected && MemoryStanding.runs(store.devices[index], target))
            guard isRefusing || scope == .unsettled && isUnsettled else { continue }
            // Found by what was remembered until now, as in one statement.
            let back = wayBack(index, rollout, good)
            if isRefusing { remember(index, rollout, good) }
            if target.version == rollout.version { give(index, back) }
            count += 1
        }
        return count
    }

    /// The good version; if the device refused that, the one it came from; else none.
    private func wayBack(_ index: Int, _ rollout: Rollout, _ good: Int64?) -> Int64? {
        let (device, target) = (store.devices[index], store.fleet.targets[index])
        return [good, target.prior].compactMap { $0 }.first { version in
            version != rollout.version && !MemoryStanding.refuses(device, target, version)
        }
    }

    private func remember(_ index: Int, _ rollout: Rollout, _ good: Int64?) {
        let target = store.fleet.targets[index]
        if let before = target.refused, let good, before <= good, before > target.refusedGood ?? 0 {
            store.fleet.targets[index].refusedGood = before
        }
        store.fleet.targets[index].refused = rollout.version
    }

    private func hasFailed(_ index: Int, _ rollout: Rollout) -> Bool {
        MemoryStanding.hasFailed(store.devices[index], store.fleet.targets[index], rollout.version)
    }

    private func give(_ index: Int, _ version: Int64?) {
        store.fleet.targets[index].version = version
        store.fleet.targets[index].dispatchedAt = store.now
        store.fleet.targets[index].wasConnected = store.devices[index].isConnected
    }

    private func spend(_ count: Int64) {
        guard count > 0, store.organizationRate != nil else { return }
        if store.now >= store.fleet.rateSince + 60 {
            store.fleet.rateSince = store.now
            store.fleet.rateUsed = 0
        }
        store.fleet.rateUsed += count
    }

    private static func room(_ limit: Amount?, of total: Int64, already: Int64) -> Int64 {
        switch limit {
        case nil, .percent(100): total
        case .count(let count): count
        case .percent(let share): max(0, (total * Int64(share) * 2 + 100) / 200 - already)
        }
    }
}
