import Resources
import Rollout

extension Oracle {
    /// When everything has had its time: each rollout ended or says what it waits for, told each thing once, and who came back has
    /// what it should.
    func checkEnd(_ store: MemoryStore, _ truth: Truth) throws {
        try checkTold(store)
        for index in store.stale { throw Violation("\(store.devices[index].name) waits for what it should run") }
        guard let rollout = store.fleet.rollouts.last else { throw Violation("a fleet with a version has no rollout") }
        try demand(rollout.version == store.fleet.current?.id, "the newest version is not rolled out")
        let plan = RolloutPlan(store.fleet.policy)
        let free = Away(store, truth, plan).free(store, plan)
        switch rollout.state {
        case .completed:
            try demand(store.fleet.good?.id == rollout.version, "a version was rolled out and is not the good one")
        case .failed: try checkNobodyHas(rollout, store, free)
        case .cancelled: break
        case .paused: try demand(!rollout.message.isEmpty, "paused without a message")
        case .awaitingApproval: try checkAsking(store, truth, plan, rollout)
        case .inProgress, .rollingBack:
            if rollout.state == .inProgress, let deadline = plan.progressDeadline {
                try demand(store.now < rollout.progressAt + deadline, "a rollout makes no progress past its deadline")
            }
            try demand(
                isHeld(store, truth, rollout, free: free),
                "stuck in \(rollout.state): \(rollout.reason), \(rollout.message)")
        case .pending, .superseded: throw Violation("the newest rollout stays \(rollout.state)")
        }
        try checkReturned(store, truth, rollout, free: free)
    }

    /// Nobody has a version that was rolled back, unless a budget keeps a device that came back with it.
    private func checkNobodyHas(_ rollout: Rollout, _ store: MemoryStore, _ free: Set<Int>) throws {
        for (index, device) in store.devices.enumerated() where device.isMember {
            let isHeld = device.isConnected && !free.contains(index)
            try demand(
                isHeld || store.fleet.targets[index].version != rollout.version,
                "\(device.name) should run \(rollout.versionName), which has failed and was rolled back")
        }
    }

    /// What a rollout asks a person for is still to be approved. While it asks, nobody gets the version: devices that have come
    /// back to its batch wait with it.
    private func checkAsking(_ store: MemoryStore, _ truth: Truth, _ plan: RolloutPlan, _ rollout: Rollout) throws {
        try demand(!rollout.message.isEmpty, "approval is asked for without a message")
        let batch = Tally(store, truth, rollout.version, batch: rollout.batch, timeout: plan.updateTimeout)
        let whole = Tally(store, truth, rollout.version, batch: nil, timeout: plan.updateTimeout)
        if open(batch, rollout.batch, plan) > 0 { return }
        try demand(hasReasonToAsk(rollout, plan, batch, whole), "approval is asked for and needed no more")
    }

    /// Whether devices wait for their turn, and each of them because a budget lets nobody of its group go.
    private func isHeld(_ store: MemoryStore, _ truth: Truth, _ rollout: Rollout, free: Set<Int>) -> Bool {
        let waiting = store.devices.indices.filter { index in
            let (device, target) = (store.devices[index], store.fleet.targets[index])
            guard device.isMember, device.isConnected else { return false }
            if rollout.state == .rollingBack { return target.version == rollout.version }
            return target.batch == rollout.batch && target.version != rollout.version
                && !truth.devices[index].failed.contains(rollout.version)
        }
        return !waiting.isEmpty && free.isDisjoint(with: waiting)
    }

    private func checkReturned(_ store: MemoryStore, _ truth: Truth, _ rollout: Rollout, free: Set<Int>) throws {
        guard let good = store.fleet.good?.id else { return }
        for index in free where store.devices[index].isMember && store.devices[index].isConnected {
            let (device, target) = (store.devices[index], store.fleet.targets[index])
            let isChosen = rollout.state.isActive && target.batch == rollout.batch
            try demand(
                isChosen || (target.version ?? 0) >= good || truth.devices[index].failed.contains(good),
                "\(device.name) is back and still has version \(target.version ?? 0); \(good) is good")
        }
    }

    /// Each batch began once and in its order, each thing was told once.
    private func checkTold(_ store: MemoryStore) throws {
        for rollout in store.fleet.rollouts {
            let told = store.fleet.told.filter { $0.rollout == rollout.id }.map(\.event)
            for reason in [RolloutEvent.Reason.created, .completed] {
                try demand(told.count { $0.reason == reason } <= 1, "\(reason) was told twice")
            }
            for reason in [RolloutEvent.Reason.batchDispatched, .batchCompleted] {
                let names = told.filter { $0.reason == reason }.compactMap(\.batch)
                try demand(Set(names).count == names.count, "\(reason) was told twice of a batch: \(names)")
            }
            let begun = told.filter { $0.reason == .batchDispatched }.compactMap(\.batch)
            try demand(begun == begun.sorted(by: precedes), "batches began out of order: \(begun)")
            let isComplete = rollout.state == .completed
            try demand(
                isComplete == told.contains { $0.reason == .completed }, "completed without telling, or the reverse")
        }
    }

    private func precedes(_ first: String, _ second: String) -> Bool {
        if second == "final implicit batch" { return first != second }
        return first != "final implicit batch" && first < second
    }
}
