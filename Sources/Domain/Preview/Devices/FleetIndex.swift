import Resources

/// Finds the fleets whose labels a device carries without asking each of them: under the first label of each fleet.
struct FleetIndex {
    private struct Candidate {
        let name: String
        let labels: [String: String]
    }

    private struct Label: Hashable {
        let key: String
        let value: String
    }

    private var candidates: [Label: [Candidate]] = [:]

    init(_ declared: Declared) {
        for (name, spec) in declared.fleets {
            guard let labels = spec.requiredLabels, let first = labels.min(by: { $0.key < $1.key }) else { continue }
            let candidate = Candidate(name: name, labels: labels)
            candidates[Label(key: first.key, value: first.value), default: []].append(candidate)
        }
    }

    /// The names of all fleets that match, layers among them, sorted.
    func matches(_ labels: [String: String]) -> [String] {
        labels.flatMap { label in
            (candidates[Label(key: label.key, value: label.value)] ?? []).filter { candidate in
                candidate.labels.allSatisfy { labels[$0.key] == $0.value }
            }
        }.map(\.name).sorted()
    }
}
