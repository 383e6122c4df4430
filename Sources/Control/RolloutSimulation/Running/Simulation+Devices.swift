import Rollout

extension Simulation {
    /// Renders what is stale, for some or all.
    func render() {
        let stale = store.stale.filter { !store.isHeld($0) }
        let some = chance.chance(70) ? stale : Array(stale.prefix(Int(chance.number(0...Int64(stale.count)))))
        if some.count < stale.count { agenda.plan(.render, at: soon(20) + 1) }
        store.render(some) { device, version in
            fate(device, version) != .unrenderable
        }
        for index in some { rendered(index) }
        if !some.isEmpty { cause() }
        oracle.look(store)
    }

    private func rendered(_ index: Int) {
        let device = store.devices[index]
        if let version = device.unrenderable, version == store.fleet.targets[index].version {
            truth.devices[index].failed.insert(version)
            return
        }
        let target = store.fleet.targets[index]
        truth.devices[index].gets(
            device.rendered, as: device.renderedVersion, remembering: [target.refused, target.refusedGood])
        oracle.offered(index, device.rendered, device.renderedVersion, truth)
        look(index)
    }

    /// A device that is connected sees what is rendered for it and begins to apply it, once.
    private func look(_ index: Int) {
        let device = store.devices[index]
        guard device.isConnected, device.renderedVersion > truth.devices[index].tried else { return }
        truth.devices[index].tried = device.renderedVersion
        agenda.plan(.applied(index, version: device.renderedVersion), at: soon(chance.chance(80) ? 60 : 900))
    }

    func applied(_ index: Int, _ version: Int64) {
        let device = store.devices[index]
        guard device.renderedVersion == version else { return }
        guard device.isConnected else {
            truth.devices[index].tried = version - 1
            return
        }
        guard let content = device.rendered else { return succeed(index, version) }
        switch fate(device, content) {
        case .succeeds: succeed(index, version)
        case .refuses: refuse(index, version, content)
        case .vanishes where truth.devices[index].vanished.contains(content): refuse(index, version, content)
        case .vanishes: vanish(index, version, content)
        case .hangs, .unrenderable: return
        }
    }

    private func succeed(_ index: Int, _ version: Int64) {
        store.change(index) {
            $0.reportedVersion = version
            $0.failedVersion = 0
        }
        truth.devices[index].runs = version
        cause(after: chance.number(0...1))
    }

    private func refuse(_ index: Int, _ version: Int64, _ content: Int64) {
        store.change(index) { $0.failedVersion = version }
        truth.devices[index].refused = version
        // A retry gives a version another chance: what came of the one before counts no more.
        if !store.fleet.targets[index].isRenderForgotten { truth.devices[index].failed.insert(content) }
        cause(after: chance.number(0...1))
    }

    private func vanish(_ index: Int, _ version: Int64, _ content: Int64) {
        truth.devices[index].vanished.insert(content)
        truth.devices[index].tried = version - 1
        flip(index)
        if chance.chance(60) { agenda.plan(.flip(index), at: store.now + chance.number(600...7200)) }
    }

    func flip(_ index: Int) {
        store.change(index) { $0.isConnected.toggle() }
        look(index)
        cause()
    }

    /// An agent that starts anew tries what is rendered for it again, unless it runs it.
    func restart(_ index: Int) {
        let device = store.devices[index]
        guard device.isConnected, device.reportedVersion != device.renderedVersion else { return }
        truth.devices[index].tried = 0
        look(index)
    }

    func relabel(_ index: Int) {
        store.change(index) { $0.labels["site"] = chance.pick("a", "b", "c") }
        cause()
    }

    /// A device leaves the fleet, or joins it. It keeps what it runs until something else is rendered for it.
    func move(_ index: Int) {
        if store.devices[index].isDisputed { return }
        store.move(index)
        truth.devices[index].hasMoved(rendered: store.devices[index].renderedVersion)
        oracle.look(store)
        agenda.plan(.render, at: soon(20))
        cause()
    }

    func dispute(_ index: Int) {
        guard store.devices[index].isMember || store.devices[index].isDisputed else { return }
        store.dispute(index)
        if !store.stale.isEmpty { agenda.plan(.render, at: soon(20)) }
        cause()
    }

    private func fate(_ device: MemoryDevice, _ version: Int64) -> Fate {
        truth.fate(of: version, on: device.name, qualities[version] ?? Quality())
    }
}
