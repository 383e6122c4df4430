import Rendering
import Resources

/// Finds which devices of an inventory a change reaches. Pure, like everything here: the facts come in, and a lookup for
/// the files of outside references.
struct ReachFinder {
    private let base: Declared
    private let head: Declared
    private let inventory: [InventoryDevice]
    private var reach = Reach()
    private var members: [String: [RolloutMember]] = [:]
    /// Fleets with a member for which another layer lies below them, or one that says something else.
    private var relayered: Set<String> = []

    init(base: Declared, head: Declared, inventory: [InventoryDevice]) {
        self.base = base
        self.head = head
        self.inventory = inventory.sorted { $0.name < $1.name }
        reach.devices = inventory.count
    }

    mutating func find(
        baseSources: @escaping SourceLookup, headSources: @escaping SourceLookup
    ) -> Reach {
        var comparison = GroupComparison(base: base, baseSources, head: head, headSources)
        let (old, new) = (FleetIndex(base), FleetIndex(head))
        for device in inventory {
            let before = base.membership(of: device, in: old, after: nil)
            let after = head.membership(of: device, in: new, after: before)
            note(device, before, after, in: &comparison)
        }
        reach.groups = comparison.changed
        reach.rollouts = rollouts()
        let known = Set(inventory.map(\.name))
        reach.absent = head.devices.keys.filter { !known.contains($0) }.sorted()
        return reach
    }

    private mutating func note(
        _ device: InventoryDevice, _ before: Membership, _ after: Membership, in comparison: inout GroupComparison
    ) {
        if after.isConflict {
            let isNew = before.matches != after.matches
            reach.conflicts.append(DeviceConflict(device: device.name, fleets: after.matches, isNew: isNew))
            return
        }
        if let fleet = after.fleet {
            let member = RolloutMember(name: device.name, labels: after.labels, isConnected: device.isConnected)
            members[fleet, default: []].append(member)
            if before.fleet == fleet, isRelayered(before.layers(below: fleet), after.layers(below: fleet)) {
                relayered.insert(fleet)
            }
        }
        let source = sourceBefore(device, before)
        if after.fleet == nil && after.own == nil {
            if source?.fleet != nil { reach.orphans.append(device.name) }
            return
        }
        comparison.add(device.name, before: source, after: (after.fleet, after))
    }

    private func isRelayered(_ before: [String], _ after: [String]) -> Bool {
        before != after || after.contains { base.fleet($0)?.template.spec != head.fleet($0)?.template.spec }
    }

    /// What made what the device has. In a conflict it is the fleet that owns it, if that still stands; a device of
    /// nothing has nothing.
    private func sourceBefore(_ device: InventoryDevice, _ before: Membership) -> (fleet: String?, Membership)? {
        if before.isConflict {
            guard let owner = device.fleet, base.fleet(owner) != nil else { return nil }
            return (owner, before)
        }
        return before.fleet == nil && before.own == nil ? nil : (before.fleet, before)
    }

    /// Fleets with another template, with other layers below it, or with other files behind it, are rolled out; devices that only come to a fleet
    /// or change their labels get its template at once.
    private func rollouts() -> [FleetRollout] {
        head.fleetNames.compactMap { name in
            guard let spec = head.fleet(name), isRolledOut(name, spec) else { return nil }
            let members = members[name] ?? []
            return FleetRollout(
                fleet: name, devices: members.count, batches: RolloutForecast.batches(spec.rolloutPolicy, members),
                budget: RolloutForecast.budget(spec.rolloutPolicy, members))
        }
    }

    private func isRolledOut(_ name: String, _ spec: FleetSpec) -> Bool {
        guard let former = base.fleet(name) else { return true }
        if former.template.spec != spec.template.spec || relayered.contains(name) { return true }
        return spec.template.spec.hasReferences && reach.groups.contains { $0.fleet == name && $0.fleetBefore == name }
    }
}
