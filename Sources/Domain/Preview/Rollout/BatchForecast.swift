public import Resources

/// One step of a rollout, and the devices it takes.
public struct BatchForecast: Sendable, Equatable {
    /// `batch 1`, `batch 2`, …, and `final implicit batch` for all devices that are left.
    public let name: String
    /// Which devices it chooses from, as `site=berlin, tier in (a,b)`; nil for all.
    public let selector: String?
    /// At most how many, as `5` or `10%`; nil for all.
    public let limit: String?
    /// The devices, sorted by name.
    public let devices: [String]
    /// The share that must succeed before the next batch starts, such as `90%`.
    public let successThreshold: String
}

/// Foresees in which batches a new template reaches the devices of a fleet, if every device that is connected now stays
/// so and every batch succeeds.
public enum RolloutForecast {
    /// When neither batch nor policy says otherwise.
    static let defaultThreshold = "90%"

    /// The batches in their order. Without a selection of devices there is one with all of them.
    public static func batches(_ policy: RolloutPolicy?, _ members: [RolloutMember]) -> [BatchForecast] {
        var left = members.sorted { $0.name < $1.name }
        let threshold = policy?.successThreshold ?? defaultThreshold
        var batches: [BatchForecast] = []
        for (index, batch) in (policy?.deviceSelection?.sequence ?? []).enumerated() {
            let matching = members.filter { batch.selector?.matches($0.labels) ?? true }
            let names = Set(matching.map(\.name))
            let candidates = left.filter { names.contains($0.name) }
            let room = room(batch.limit, of: matching.count, taken: matching.count - candidates.count)
            let taken = candidates.filter(\.isConnected).prefix(room).map(\.name)
            let isTaken = Set(taken)
            left.removeAll { isTaken.contains($0.name) }
            batches.append(
                BatchForecast(
                    name: "batch \(index + 1)", selector: batch.selector?.shown, limit: batch.limit?.shown,
                    devices: taken, successThreshold: batch.successThreshold ?? threshold))
        }
        let last = batches.isEmpty ? "all at once" : "final implicit batch"
        return batches + [
            BatchForecast(
                name: last, selector: nil, limit: nil, devices: left.map(\.name), successThreshold: threshold)
        ]
    }

    /// A number counts as it is; a share is of all devices that match, those of earlier batches included.
    private static func room(_ limit: Amount?, of total: Int, taken: Int) -> Int {
        switch limit {
        case nil, .percent(100): total
        case .count(let count): Int(clamping: count)
        case .percent(let share): max(0, (total * share * 2 + 100) / 200 - taken)
        }
    }
}

extension Amount {
    /// As a document writes it.
    var shown: String {
        switch self {
        case .percent(let share): "\(share)%"
        case .count(let count): "\(count)"
        }
    }
}

extension LabelSelector {
    /// As a query writes it.
    var shown: String {
        let labels = (matchLabels ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (labels + (matchExpressions ?? []).map(\.shown)).joined(separator: ", ")
    }
}

extension LabelExpression {
    fileprivate var shown: String {
        switch self.operator {
        case .isIn: "\(key) in (\(values.joined(separator: ",")))"
        case .notIn: "\(key) notin (\(values.joined(separator: ",")))"
        case .exists: key
        case .doesNotExist: "!\(key)"
        }
    }
}
