public import Resources

/// Devices for which a disruption budget counts together.
public struct BudgetForecast: Sendable, Equatable {
    /// The labels that they share, as `site=berlin`, `!site` for none; empty when the budget groups by nothing.
    public let group: String
    /// How many they are.
    public let devices: Int
    /// How many of them may be away at a time, if all that are connected now are up to date.
    public let atOnce: Int
}

extension RolloutForecast {
    /// The groups of a disruption budget, sorted, and the limit of the whole fleet in front; empty without either.
    public static func budget(_ policy: RolloutPolicy?, _ members: [RolloutMember]) -> [BudgetForecast] {
        let whole = policy?.maxUnavailable.map { limit in
            BudgetForecast(
                group: "", devices: members.count,
                atOnce: min(Int(clamping: limit.unavailable(of: Int64(members.count))), members.count))
        }
        return (whole.map { [$0] } ?? []) + groups(policy?.disruptionBudget, members)
    }

    private static func groups(_ budget: DisruptionBudget?, _ members: [RolloutMember]) -> [BudgetForecast] {
        guard let budget else { return [] }
        let groups = Dictionary(grouping: members) { member in
            budget.groupBy.map { key in member.labels[key].map { "\(key)=\($0)" } ?? "!\(key)" }
                .joined(separator: ", ")
        }
        return groups.sorted { $0.key < $1.key }.map { group, members in
            BudgetForecast(group: group, devices: members.count, atOnce: atOnce(budget, members))
        }
    }

    private static func atOnce(_ budget: DisruptionBudget, _ members: [RolloutMember]) -> Int {
        var allowed = members.count
        if let most = budget.maxUnavailable { allowed = min(allowed, Int(clamping: most)) }
        if let least = budget.minAvailable {
            let needed = min(Int(clamping: least), members.count - 1)
            allowed = min(allowed, members.count { $0.isConnected } - needed)
        }
        return max(0, allowed)
    }
}
