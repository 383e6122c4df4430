import Resources
import Rollout

extension Simulation {
    /// A fleet, its devices, and all that is going to disturb them.
    func setUp() {
        store.fleet.policy = RandomPolicy.make(&chance)
        if chance.chance(25) { store.organizationRate = chance.number(1...6) }
        let count = Int(chance.number(0...16))
        store.add((0..<count).map { (device($0), MemoryTarget()) })
        truth.add(count)
        for index in 0..<count where chance.chance(15) {
            store.change(index) { $0.isConnected = false }
        }
        release()
        for _ in 0..<chance.number(0...3) { agenda.plan(.release, at: soon(Self.stormy)) }
        disturb(count)
    }

    private func device(_ number: Int) -> MemoryDevice {
        var device = MemoryDevice(name: "d\(number + 10)")
        if chance.chance(80) { device.labels["site"] = chance.pick("a", "b") }
        if chance.chance(50) { device.labels["tier"] = chance.pick("1", "2") }
        device.isMember = chance.chance(90)
        return device
    }

    private func disturb(_ count: Int) {
        for index in 0..<count {
            for _ in 0..<chance.number(0...2) { agenda.plan(.flip(index), at: soon(Self.stormy)) }
            if chance.chance(20) { planMoves(index) }
            if chance.chance(10) {
                for _ in 0..<2 { agenda.plan(.dispute(index), at: soon(Self.stormy)) }
            }
            if chance.chance(20) { agenda.plan(.restart(index), at: soon(Self.stormy)) }
            if chance.chance(10) { agenda.plan(.relabel(index), at: soon(Self.stormy)) }
        }
        if chance.chance(20) { agenda.plan(.edit, at: soon(Self.stormy)) }
        for _ in 0..<chance.number(0...8) { agenda.plan(.command, at: soon(Self.stormy)) }
    }

    /// A device leaves, and perhaps returns: before anything else is rendered for it, or much later.
    private func planMoves(_ index: Int) {
        let first = soon(Self.stormy)
        agenda.plan(.move(index), at: first)
        if chance.chance(30) { return }
        agenda.plan(.move(index), at: chance.chance(50) ? first + chance.number(0...30) : soon(Self.stormy))
    }

    /// Nothing more goes wrong; most devices come back, and what was asked for comes to its end.
    func settle() {
        hasCalmed = true
        agenda.cancel { what in
            switch what {
            case .flip, .move, .dispute, .restart, .relabel, .release, .edit, .command: true
            case .step, .render, .applied: false
            }
        }
        for index in store.devices.indices where !store.devices[index].isConnected && chance.chance(80) {
            agenda.plan(.flip(index), at: soon(600))
        }
    }

    func release() {
        let id = Int64(qualities.count + 1)
        qualities[id] = Quality.random(&chance)
        store.fleet.current = TemplateVersionName(id: id, name: "v\(id)")
        cause()
    }

    func edit() {
        store.fleet.policy = RandomPolicy.make(&chance)
        oracle.policyChanged()
        trace?("    policy \(shownPolicy)")
        cause()
    }
}
