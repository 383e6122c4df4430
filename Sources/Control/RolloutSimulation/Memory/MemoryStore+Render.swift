import Rollout

extension MemoryStore {
    /// The devices for which something else is to be rendered than they have.
    public var stale: [Int] {
        devices.indices.filter { index in
            guard let version = fleet.targets[index].version, devices[index].isMember else { return false }
            let isKnown = devices[index].rendered == version || devices[index].unrenderable == version
            return !isKnown || fleet.targets[index].isRenderForgotten
        }
    }

    /// Renders what devices should run for those for whom that has changed: version numbers grow, as a device sees them.
    /// - Parameter canRender: whether a version can be rendered for a device.
    public func render(_ indices: [Int], _ canRender: (MemoryDevice, Int64) -> Bool = { _, _ in true }) {
        for index in indices where !isHeld(index) {
            guard let version = fleet.targets[index].version, devices[index].isMember else { continue }
            render(index, version, isPossible: canRender(devices[index], version))
        }
    }

    private func render(_ index: Int, _ version: Int64, isPossible: Bool) {
        let isForgotten = fleet.targets[index].isRenderForgotten
        if devices[index].rendered == version, !isForgotten {
            change(index) { $0.unrenderable = nil }
        } else if isPossible {
            rememberFailingGood(index)
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

    /// Nobody rolls the good version out any more: one that fails with it is remembered when it gets another, or when that is rendered.
    func rememberFailingGood(_ index: Int) {
        let target = fleet.targets[index]
        guard let good = fleet.good?.id, target.refused != good,
            MemoryStanding.hasFailed(devices[index], target, good)
        else { return }
        change(target: index) { $0.refusedGood = good }
    }
}
