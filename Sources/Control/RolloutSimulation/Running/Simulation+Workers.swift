import Rollout
import Rollouts

/// The server dies here.
struct Crash: Error {}

extension Simulation {
    /// A worker makes a step; it may die before any call of the ledger, and the job may be taken twice.
    func step() throws {
        let crash = crashPoint()
        let lived = counts.occurrences
        guard try attempt(crashAt: crash, { _ = try RolloutStepper($0).step(fleet: 1) }) else { return }
        if counts.occurrences == lived, chance.chance(10) { try again() }
    }

    /// The call before which the server dies; mostly an early one, since most steps are short.
    private func crashPoint() -> Int64? {
        guard chance.chance(hasCalmed ? 0 : 15) else { return nil }
        return chance.number(0...(chance.chance(75) ? 12 : 100))
    }

    /// The same job, taken by another worker: nothing has changed, so nothing may happen.
    private func again() throws {
        let before = store.fleet
        _ = try attempt(crashAt: nil, isQuiet: true) { _ = try RolloutStepper($0).step(fleet: 1) }
        try demand(store.fleet == before, "a step that was made twice did something the second time")
    }

    /// An operator asks for something, whether it fits or not; the server may die of it.
    func command() throws {
        let command: RolloutCommand = chance.pick(
            .approve, .approve, .resume, .resume, .pause, .cancel, .retry, .rollback, .approvals(isManual: true),
            .approvals(isManual: false))
        let before = store.fleet.rollouts.last
        do {
            _ = try attempt(crashAt: crashPoint()) { [oracle] ledger in
                oracle.commanded(command)
                _ = try RolloutStepper(ledger).command([command], fleet: 1, by: "user:op")
            }
        } catch is RolloutRefusal {
            guard store.fleet.rollouts.last == before else {
                throw Violation("a command was refused and changed the rollout")
            }
        }
    }

    /// Runs a transaction in which devices go on living and the server may die.
    /// - Returns: whether it was committed.
    private func attempt(crashAt crash: Int64?, isQuiet: Bool = false, _ body: (MemoryLedger) throws -> Void) throws
        -> Bool
    {
        oracle.begin(store)
        let told = store.fleet.told.count
        var calls: Int64 = 0
        var forgotten: (version: Int64, by: [Int]) = (0, [])
        let before = { [self] (call: MemoryCall) throws in
            let mayLive = !isQuiet && oracle.mayInterleave(call)
            try oracle.before(call, store, truth)
            calls += 1
            if calls - 1 == crash { throw Crash() }
            if mayLive, chance.chance(15) { try live() }
            if call == .forgetOutcomes, let rollout = store.fleet.rollouts.last {
                let members = store.devices.indices.filter { store.devices[$0].isMember }
                forgotten = (rollout.version, truth.forget(rollout.version, members))
            }
            oracle.remember(call, store, truth)
        }
        do {
            try store.transaction(before: before, body)
        } catch is Crash {
            counts.crashes += 1
            truth.recall(forgotten.version, forgotten.by)
            oracle.cutOff(store)
            // The lease of the job runs out.
            agenda.plan(.step, at: store.now + 15)
            return false
        } catch let refusal as RolloutRefusal {
            oracle.cutOff(store)
            throw refusal
        }
        counts.steps += 1
        traceStep(told)
        takeWakes()
        return true
    }

    private func traceStep(_ told: Int) {
        guard let trace else { return }
        for telling in store.fleet.told.dropFirst(told) {
            trace("    \(telling.event.reason.rawValue): \(telling.event.message)")
        }
        if let rollout = store.fleet.rollouts.last {
            trace("    \(rollout.versionName) \(rollout.state) batch \(rollout.batch), \(rollout.reason)")
        }
        for (device, target) in zip(store.devices, store.fleet.targets) where device.isMember {
            trace("    \(device.shown) \(target.shown)")
        }
    }

    /// Devices and rendering do not wait for the lock.
    private func live() throws {
        while let what = agenda.nextIgnoringLock(until: store.now + 20) {
            counts.occurrences += 1
            try happen(what)
            if chance.chance(50) { return }
        }
    }

    private func takeWakes() {
        // An earlier step that is asked for already stands, and asks for the next itself.
        for wake in store.fleet.wakes {
            let moment = max(wake, store.now)
            if !agenda.hasStep(until: moment) { agenda.plan(.step, at: moment) }
        }
        store.fleet.wakes = []
        if !store.stale.isEmpty { agenda.plan(.render, at: soon(20)) }
    }
}

extension MemoryDevice {
    fileprivate var shown: String {
        let state = isConnected ? "on " : "off"
        return
            "\(name) \(state) rendered \(rendered ?? 0) as \(renderedVersion), runs \(reportedVersion), failed \(failedVersion)"
    }
}

extension MemoryTarget {
    fileprivate var shown: String {
        "| should run \(version ?? 0) in batch \(batch ?? -1), refused \(refused ?? 0), before \(prior ?? 0)"
    }
}
