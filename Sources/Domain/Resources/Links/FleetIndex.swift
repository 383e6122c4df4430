/// Fleets by the labels that they ask for, so that those which can meet are found without comparing each with each.
///
/// Two fleets can select one device unless they ask for different values of one label. Fleets with the same set of keys
/// form a group; a fleet is looked up in each group by the values of the keys that both have.
struct FleetIndex {
    /// Groups beyond this many are not formed, so that no set of documents makes the search quadratic.
    static let mostKeySets = 256

    /// Fleets beyond this many with equal selectors are not told for a device, so that their number times that of the
    /// devices stays small.
    static let mostSelecting = 100

    /// The fleets that were found: the first of them and how many there are.
    struct Hits {
        var first = Int.max
        var count = 0
    }

    private var groups: [Group] = []
    private var groupOfKeys: [[String]: Int] = [:]

    /// The fleets put in before that can select a device which a fleet with these labels selects.
    mutating func hits(for labels: [LinkFacts.Label]) -> Hits {
        var all = Hits()
        for index in groups.indices {
            let found = groups[index].hits(for: labels)
            all.first = min(all.first, found.first)
            all.count += found.count
        }
        return all
    }

    /// Puts a fleet in, by its place in the list of all.
    mutating func insert(_ fleet: Int, _ labels: [LinkFacts.Label]) {
        let keys = labels.map(\.key)
        if let group = groupOfKeys[keys] { return groups[group].insert(fleet, labels.map(\.value)) }
        guard groups.count < Self.mostKeySets else { return }
        groupOfKeys[keys] = groups.count
        groups.append(Group(keys: keys))
        groups[groups.count - 1].insert(fleet, labels.map(\.value))
    }

    /// The fleets that select a device with these labels, in the order in which they were put in; of each group the
    /// first ``mostSelecting``.
    func fleets(selecting labels: [String: String]) -> [Int] {
        groups.flatMap { $0.fleets(selecting: labels).prefix(Self.mostSelecting) }.sorted()
    }

    private struct Group {
        let keys: [String]
        private var members: [(fleet: Int, values: [String])] = []
        private var exact: [[String]: [Int]] = [:]
        /// For sets of keys, given by their places, the fleets by the values of these keys.
        private var tables: [(places: [Int], hits: [[String]: Hits])] = []

        init(keys: [String]) { self.keys = keys }

        mutating func insert(_ fleet: Int, _ values: [String]) {
            members.append((fleet, values))
            exact[values, default: []].append(fleet)
            for index in tables.indices {
                tables[index].hits.note(fleet, tables[index].places.map { values[$0] })
            }
        }

        mutating func hits(for labels: [LinkFacts.Label]) -> Hits {
            var places: [Int] = []
            var values: [String] = []
            for label in labels {
                guard let place = keys.firstIndex(of: label.key) else { continue }
                places.append(place)
                values.append(label.value)
            }
            if places.isEmpty { return Hits(first: members.first?.fleet ?? .max, count: members.count) }
            return table(of: places)[values] ?? Hits()
        }

        private mutating func table(of places: [Int]) -> [[String]: Hits] {
            if let table = tables.first(where: { $0.places == places }) { return table.hits }
            var hits: [[String]: Hits] = [:]
            for member in members { hits.note(member.fleet, places.map { member.values[$0] }) }
            tables.append((places, hits))
            return hits
        }

        func fleets(selecting labels: [String: String]) -> [Int] {
            var values: [String] = []
            for key in keys {
                guard let value = labels[key] else { return [] }
                values.append(value)
            }
            return exact[values] ?? []
        }
    }
}

extension [[String]: FleetIndex.Hits] {
    fileprivate mutating func note(_ fleet: Int, _ values: [String]) {
        var hits = self[values] ?? FleetIndex.Hits()
        hits.first = Swift.min(hits.first, fleet)
        hits.count += 1
        self[values] = hits
    }
}
