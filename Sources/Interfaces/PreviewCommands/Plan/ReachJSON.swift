import Nodes
import Preview

/// What becomes of the devices, for programs.
enum ReachJSON {
    static func node(_ reach: Reach) -> Node {
        .object([
            ("inventory", PlanJSON.count(reach.devices)), ("changed", PlanJSON.count(reach.changed)),
            ("rollouts", .array(reach.rollouts.map(rollout))), ("groups", .array(reach.groups.map(group))),
            ("conflicts", .array(reach.conflicts.map(conflict))), ("orphans", PlanJSON.strings(reach.orphans)),
            ("absent", PlanJSON.strings(reach.absent)),
        ])
    }

    private static func rollout(_ rollout: FleetRollout) -> Node {
        .object([
            ("fleet", .string(rollout.fleet)), ("devices", PlanJSON.count(rollout.devices)),
            ("batches", .array(rollout.batches.map(batch))),
            (
                "disruptionBudget",
                rollout.budget.isEmpty ? nil : .array(rollout.budget.map(budget))
            ),
        ])
    }

    private static func batch(_ batch: BatchForecast) -> Node {
        .object([
            ("name", .string(batch.name)), ("selector", batch.selector.map(Node.string)),
            ("limit", batch.limit.map(Node.string)), ("successThreshold", .string(batch.successThreshold)),
            ("devices", PlanJSON.strings(batch.devices)),
        ])
    }

    private static func budget(_ budget: BudgetForecast) -> Node {
        .object([
            ("group", .string(budget.group)), ("devices", PlanJSON.count(budget.devices)),
            ("atOnce", PlanJSON.count(budget.atOnce)),
        ])
    }

    private static func group(_ group: DeviceGroup) -> Node {
        .object([
            ("devices", PlanJSON.strings(group.devices)), ("fleetBefore", group.fleetBefore.map(Node.string)),
            ("fleet", group.fleet.map(Node.string)), ("files", .array(group.files.map(file))),
            ("fields", .array(group.fields.map(PlanJSON.field))), ("unresolved", PlanJSON.strings(group.unresolved)),
            ("failure", group.failure.map(Node.string)),
        ])
    }

    private static func file(_ file: FileChange) -> Node {
        .object([
            ("path", .string(file.path)), ("action", .string(file.action.rawValue)),
            ("diff", file.diff.map(PlanJSON.strings)),
            ("ownershipBefore", file.ownership?.before.map(Node.string)),
            ("ownershipAfter", file.ownership?.after.map(Node.string)),
        ])
    }

    private static func conflict(_ conflict: DeviceConflict) -> Node {
        .object([
            ("device", .string(conflict.device)), ("fleets", PlanJSON.strings(conflict.fleets)),
            ("isNew", .bool(conflict.isNew)),
        ])
    }
}
