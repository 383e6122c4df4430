import Resources
import Rollout
import RolloutConformance
import RolloutSimulation

/// The store in memory, as the conformance suite wants it.
actor MemoryWorld: RolloutWorld {
    nonisolated let fleet: Int64 = 1
    nonisolated let versions: [Int64] = [11, 12, 13, 14]
    private let store = MemoryStore(now: Moment(milliseconds: 1_700_000_000_000))

    func add(_ devices: [WorldDevice]) {
        store.add(devices.map { ($0.device(versions), $0.target(versions, store.now)) })
    }

    func set(current: Int?, good: Int?, policy: RolloutPolicy?) {
        store.fleet.current = current.map(name)
        store.fleet.good = good.map(name)
        store.fleet.policy = policy
    }

    func limit(organizationRate: Int64?) { store.organizationRate = organizationRate }

    func transaction<T: Sendable>(_ body: @escaping @Sendable (MemoryLedger) throws -> T) throws -> T {
        try store.transaction(body)
    }

    func targets() -> [String: WorldTarget] {
        let pairs = zip(store.devices, store.fleet.targets).map { device, target in
            (
                device.name,
                WorldTarget(
                    version: number(target.version), batch: target.batch, wasConnected: target.wasConnected,
                    refused: number(target.refused), refusedGood: number(target.refusedGood),
                    prior: number(target.prior))
            )
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    func told() -> [RolloutEvent.Reason] { store.fleet.told.map(\.event.reason) }

    private func name(_ version: Int) -> TemplateVersionName {
        TemplateVersionName(id: versions[version - 1], name: "v\(version)")
    }

    private func number(_ id: Int64?) -> Int? { id.flatMap { versions.firstIndex(of: $0) }.map { $0 + 1 } }
}

extension WorldDevice {
    fileprivate func device(_ versions: [Int64]) -> MemoryDevice {
        var device = MemoryDevice(name: name, labels: labels)
        device.isMember = isMember
        device.isConnected = isConnected
        device.rendered = rendered.map { versions[$0 - 1] }
        device.renderedVersion = renderedVersion
        device.unrenderable = isUnrenderable ? target.version.map { versions[$0 - 1] } : nil
        device.reportedVersion = reportedVersion
        device.failedVersion = failedVersion
        return device
    }

    fileprivate func target(_ versions: [Int64], _ now: Moment) -> MemoryTarget {
        var memory = MemoryTarget()
        memory.version = target.version.map { versions[$0 - 1] }
        memory.batch = target.batch
        memory.dispatchedAt = dispatchedAgo.map { now + -$0 }
        memory.wasConnected = target.wasConnected
        memory.refused = target.refused.map { versions[$0 - 1] }
        memory.refusedGood = target.refusedGood.map { versions[$0 - 1] }
        memory.prior = target.prior.map { versions[$0 - 1] }
        return memory
    }
}
