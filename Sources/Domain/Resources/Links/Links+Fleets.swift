import Nodes

extension Links {
    /// Fleets that can select one device, each told once at the later one, and devices that none selects. Layers share
    /// their devices.
    static func fleets(_ facts: [LinkFacts]) -> [LocatedFinding] {
        let all = facts.filter { $0.kind == .fleet && $0.labels != nil }
        let fleets = all.filter { !$0.isLayer }
        var index = FleetIndex()
        var hits: [FleetIndex.Hits] = []
        hits.reserveCapacity(fleets.count)
        for (place, fleet) in fleets.enumerated() {
            hits.append(index.hits(for: fleet.labels ?? []))
            index.insert(place, fleet.labels ?? [])
        }
        var findings: [LocatedFinding] = []
        var layers = FleetIndex()
        for (place, layer) in all.filter(\.isLayer).enumerated() { layers.insert(place, layer.labels ?? []) }
        let shared = devices(facts, index, layers, &findings)
        for (place, fleet) in fleets.enumerated() {
            if let (first, device) = shared[place] {
                findings.append(fleet.shares(device, with: fleets[first]))
            } else if hits[place].count > 0 {
                findings.append(fleet.overlaps(fleets[hits[place].first], more: hits[place].count - 1))
            }
        }
        return findings
    }

    /// For each fleet that selects a declared device which an earlier fleet selects too: that fleet and the device.
    private static func devices(
        _ facts: [LinkFacts], _ index: FleetIndex, _ layers: FleetIndex, _ findings: inout [LocatedFinding]
    ) -> [Int: (first: Int, device: LinkFacts)] {
        var shared: [Int: (first: Int, device: LinkFacts)] = [:]
        for device in facts where device.kind == .device {
            // Labels that no document names may be on the server.
            guard let labels = device.labels else { continue }
            let carried = Dictionary(labels.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
            let selecting = index.fleets(selecting: carried)
            if let first = selecting.first {
                for later in selecting.dropFirst() where shared[later] == nil { shared[later] = (first, device) }
            } else if !device.hasSpec, layers.fleets(selecting: carried).isEmpty {
                findings.append(device.isAlone)
            }
        }
        return shared
    }
}

extension LinkFacts {
    private static let selector = FieldPath(["spec", "selector", "matchLabels"])

    fileprivate func overlaps(_ other: LinkFacts, more: Int) -> LocatedFinding {
        let others = more == 0 ? "" : more == 1 ? ", and so can one more fleet" : ", and so can \(more) more fleets"
        return located(
            .fleetsCanOverlap, at: Self.selector, labelsPlace,
            "Fleet “\(other.name)” (\(other.place)) can select a device that this fleet selects\(others).",
            fix: "Let both ask for one label, each with another value.")
    }

    fileprivate func shares(_ device: LinkFacts, with other: LinkFacts) -> LocatedFinding {
        located(
            .deviceInTwoFleets, at: Self.selector, labelsPlace,
            "Device “\(device.name)” (\(device.place)) is selected by this fleet and by fleet “\(other.name)” (\(other.place)), so that it belongs to neither.",
            fix: "Change the labels of the device, or let the fleets ask for different values of one label.")
    }

    fileprivate var isAlone: LocatedFinding {
        located(
            .deviceWithoutFleet, at: FieldPath(["metadata", "name"]), namePlace,
            "No fleet selects this device, and it has no spec of its own.",
            fix: "Give it the labels of a fleet, or a spec.")
    }

    private var place: String { "\(file):\(namePlace.start.line)" }
}
