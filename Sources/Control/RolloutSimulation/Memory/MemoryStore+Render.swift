import Rollout

extension MemoryStore {
    /// The devices for which something else is to be rendered than they have.
    public var stale: [Int] {
        devices.indices.filter { index in
            if devices[index].isDisputed { return false }
            // One that has left gets what is declared for itself.
            guard devices[index].isMember else {
                return devices[index].rendered != nil || fleet.targets[index].isRenderForgotten
            }
            guard let version = fleet.targets[index].version else { return false }
            let isKnown = devices[index].rendered == version || devices[index].unrenderable == version
            return !isKnown || fleet.targets[index].isRenderForgotten
        }
    }

    /// Renders what devices should run for those for whom that has changed: version numbers grow, as a device sees them.
    /// - Parameter canRender: whether a version can be rendered for a device.
    public func render(_ indices: [Int], _ canRender: (MemoryDevice, Int64) -> Bool = { _, _ in true }) {
        for index in indices where !isHeld(index) {
            guard devices[index].isMember else {
                render(index, nil, isPossible: true)
                continue
            }
            guard let version = fleet.targets[index].version else { continue }
            render(index, version, isPossible: canRender(devices[index], version))
        }
    }

    private func render(_ index: Int, _ version: Int64?, isPossible: Bool) {
        let isForgotten = fleet.targets[index].isRenderForgotten
        if devices[index].rendered == version, !isForgotten {
            change(index) { $0.unrenderable = nil }
        } else if isPossible {
            let refused = refusedGood(index, losing: devices[index].rendered)
            change(target: index) { $0.refusedGood = refused }
            change(index) { device in
                device.rendered = version
                device.renderedVersion = max(device.renderedVersion, device.reportedVersion) + 1
                device.unrenderable = nil
            }
        } else {
            change(index) { $0.unrenderable = version }
        }
        change(target: index) { $0.isRenderForgotten = false }
    }

    /// The version to remember as refused when a device gets another one than it has, or that is rendered: nobody rolls out the
    /// good version any more, or one before it.
    func refusedGood(_ index: Int, losing version: Int64?) -> Int64? {
        let target = fleet.targets[index]
        guard devices[index].isMember, let version, let good = fleet.good?.id, version <= good,
            version > target.refusedGood ?? 0,
            target.refused != version, MemoryStanding.hasFailed(devices[index], target, version)
        else { return target.refusedGood }
        return version
    }
}
