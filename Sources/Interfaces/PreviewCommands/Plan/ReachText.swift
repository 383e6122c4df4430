import Console
import Preview

/// What becomes of the devices, for people.
enum ReachText {
    static func lines(_ reach: Reach) -> [String] {
        var lines = reach.rollouts.flatMap(rollout)
        lines += reach.groups.prefix(PlanText.mostGroups).flatMap(group)
        if reach.groups.count > PlanText.mostGroups {
            let rest = reach.groups.dropFirst(PlanText.mostGroups)
            let devices = rest.reduce(0) { $0 + $1.devices.count }
            lines += [
                "", "… and \(counted(rest.count, "more change")) on \(counted(devices, "device")); -o json has all",
            ]
        }
        lines += conflicts(reach.conflicts)
        lines += list(reach.orphans, "Without a fleet from now on, keeping what they run")
        lines += list(reach.absent, "Declared and not in the inventory, so that it waits for them")
        return lines
    }

    private static func rollout(_ rollout: FleetRollout) -> [String] {
        if rollout.devices == 0 { return ["", "Fleet/\(rollout.fleet) has no devices to roll out to."] }
        var lines = ["", "Rollout of Fleet/\(rollout.fleet) to \(counted(rollout.devices, "device")):"]
        for (index, batch) in rollout.batches.enumerated() {
            let names = batch.devices.isEmpty ? "" : ": \(listed(batch.devices, most: PlanText.mostNames))"
            lines.append(
                "  \(index + 1). \(batch.name)\(choice(batch)), \(counted(batch.devices.count, "device"))\(names)")
            if index < rollout.batches.count - 1 {
                lines.append("     goes on when \(batch.successThreshold) of them succeed")
            }
        }
        for group in rollout.budget {
            let whom = group.group.isEmpty ? "all" : group.group
            lines.append(
                "  at most \(group.atOnce) of \(counted(group.devices, "device")) at a time (\(whom.printable))")
        }
        return lines
    }

    private static func choice(_ batch: BatchForecast) -> String {
        let parts = [batch.selector, batch.limit.map { "at most \($0)" }].compactMap(\.self)
        return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ").printable))"
    }

    static func group(_ group: DeviceGroup) -> [String] {
        let names = listed(group.devices, most: PlanText.mostNames)
        var lines = ["", "\(sign(group)) \(counted(group.devices.count, "device")) \(origin(group)): \(names)"]
        if let failure = group.failure {
            return lines + ["    ! cannot be rendered, keeps what it runs: \(failure.printable)"]
        }
        for file in group.files { lines += self.file(file) }
        for field in group.fields { lines += PlanText.lines(field, indent: 4) }
        for reference in group.unresolved {
            lines.append("    ? \(reference.printable) is not at hand and not expanded")
        }
        return lines
    }

    private static func sign(_ group: DeviceGroup) -> String { group.failure == nil ? "~" : "!" }

    static func origin(_ group: DeviceGroup) -> String {
        switch (group.fleetBefore, group.fleet) {
        case (let before?, let after?) where before == after: "of Fleet/\(after)"
        case (let before?, let after?): "from Fleet/\(before) to Fleet/\(after)"
        case (nil, let after?): "new in Fleet/\(after)"
        case (let before?, nil): "from Fleet/\(before) to their own specs"
        case (nil, nil): "with their own specs"
        }
    }

    private static func file(_ file: FileChange) -> [String] {
        let sign = file.action == .add ? "+" : file.action == .remove ? "-" : "~"
        var lines = ["    \(sign) file \(file.path.printable)"]
        if file.action == .change, let ownership = file.ownership {
            lines.append("        mode and owner: \(ownership.before ?? "none") → \(ownership.after ?? "none")")
        }
        return lines + PlanText.diff(file.diff ?? ["(content that is no text differs)"], indent: 8)
    }

    private static func conflicts(_ conflicts: [DeviceConflict]) -> [String] {
        guard !conflicts.isEmpty else { return [] }
        let shown = conflicts.prefix(PlanText.mostGroups).map { conflict in
            let fleets = conflict.fleets.map { "Fleet/\($0)" }.joined(separator: ", ")
            return "  ! \(conflict.device.printable): \(fleets)\(conflict.isNew ? "" : " (as before)")"
        }
        let more = conflicts.count - shown.count
        return ["", "Matched by more than one fleet, so that they keep what they run:"] + shown
            + (more > 0 ? ["  … and \(more) more"] : [])
    }

    private static func list(_ names: [String], _ what: String) -> [String] {
        names.isEmpty
            ? [] : ["", "\(what) (\(counted(names.count, "device"))): \(listed(names, most: PlanText.mostNames))"]
    }
}
