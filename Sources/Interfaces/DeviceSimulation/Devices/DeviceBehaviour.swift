/// What one device of a group does, drawn from the group's shares: the same seed gives the same behaviour.
struct DeviceBehaviour: Sendable {
    let labels: [String: String]
    let failure: DeviceGroup.FailureRule?
    let absence: DeviceGroup.Absence?
    let link: Line?
    let isCloned: Bool
    /// By how many seconds its clock is wrong.
    let clockSkew: Double
    let group: DeviceGroup
    /// For what is left to chance later on.
    var chance: Chance

    /// A line with its latency chosen.
    struct Line: Sendable, Hashable {
        let latency: Duration
        let bytesPerSecond: Int?
    }

    /// - Parameters:
    ///   - index: the device's number in its group.
    ///   - place: its number in the scenario.
    init(_ group: DeviceGroup, index: Int, place: Int, seed: UInt64) {
        var chance = Chance(seed: seed, place: place)
        let labels = group.labels.mapValues { $0[index % $0.count] }
        self.labels = labels
        failure = group.failures.first { rule in rule.labels.allSatisfy { labels[$0.key] == $0.value } }
        absence = group.absences.first { chance.falls($0.share) }
        link = group.links.first { chance.falls($0.share) }.map {
            Line(latency: chance.pick($0.latency), bytesPerSecond: $0.bytesPerSecond)
        }
        isCloned = chance.falls(group.clones)
        let skew = group.clockSkew / .seconds(1)
        clockSkew = skew == 0 ? 0 : Double.random(in: -skew...skew, using: &chance)
        self.group = group
        self.chance = chance
    }

    /// How long it stays connected from now on; nil means for ever.
    mutating func nextPresence() -> Duration? { absence.map { chance.pick($0.connected) } }

    /// How long it is gone.
    mutating func nextAbsence() -> Duration { absence.map { chance.pick($0.away) } ?? .zero }

    mutating func nextApplying() -> Duration { chance.pick(group.applying) }

    /// What goes wrong with an update; nil when nothing does.
    mutating func nextFailure() -> String? {
        guard let failure, chance.falls(failure.share) else { return nil }
        return failure.message
    }

    mutating func sendsTwice() -> Bool { group.duplicates > 0 && chance.falls(group.duplicates) }

    mutating func nextReporting() -> Duration? { group.reporting.map { chance.pick($0) } }
}
