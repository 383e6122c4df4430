// Fleets: selectors and rollout policies.
extension Rule {
    static func fleetRow(_ rule: Rule) -> Row? {
        switch rule {
        case .emptySelector: error("Selectors have a condition", "A selector without one is hardly meant.")
        case .matchesNoDevice:
            warning(
                "Fleets have devices", "Devices belong to a fleet by its matchLabels; without them there are none.")
        case .expressionsNotMatched:
            warning(
                "Fleets choose devices by matchLabels",
                "Expressions are checked and stored, but devices are matched by labels alone.")
        case .selectorValues:
            error(
                "Conditions have the values they need", "In and NotIn need values, Exists and DoesNotExist take none.")
        case .emptyRolloutPolicy:
            error(
                "Rollout policies say something", "They have a selection of devices, a disruption budget, or both.")
        case .emptyDisruptionBudget:
            error(
                "Disruption budgets have a number", "They say how many must stay, how many may be away, or both.")
        case .templateLabels:
            note("Labels stand on devices", "Labels of a fleet's template are kept with it and reach no device.")
        default: nil
        }
    }
}
