import Nodes

/// What became of a simulation.
public struct SimulationResult: Sendable {
    /// The scenario's seed.
    public let seed: UInt64
    /// How many devices there were, without clones.
    public let devices: Int
    /// How long it ran.
    public let duration: Duration
    let numbers: Tally.Numbers

    init(_ scenario: Scenario, _ tally: Tally, _ duration: Duration) {
        seed = scenario.seed
        devices = scenario.devices
        self.duration = duration
        numbers = tally.all
    }

    /// Whether no device was given an older version than before, and at least one was let in and connected.
    public var isSound: Bool { complaint == nil }

    /// What is not as it should be, and what to do; nil when it is sound.
    public var complaint: String? {
        if let count = numbers.counts[.regressions], count > 0 {
            return "\(count) times a device was given a version lower than the one before: the server is at fault"
        }
        // A certificate may be of an earlier run: alone it says nothing of this server.
        let (hasIdentity, isConnected) = (numbers.states[.identified] ?? 0 > 0, numbers.counts[.connections] ?? 0 > 0)
        if hasIdentity, isConnected { return nil }
        if let asking = numbers.states[.asking], asking > 0, !hasIdentity {
            return "no device was let in, and \(asking) ask: approve them, or say in the scenario who does (approve)"
        }
        let trouble = numbers.failures.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return "no device was \(hasIdentity ? "connected" : "let in"): \(trouble ?? "the run was too short")"
    }

    /// One JSON document; times in seconds.
    public func json() -> [UInt8] {
        Node.object([
            ("seed", .integer(Int64(clamping: seed))), ("devices", .integer(Int64(devices))),
            ("seconds", Self.seconds(duration / .seconds(1))), ("sound", .bool(isSound)),
            ("counts", Self.numbers(Tally.Count.allCases.map { ($0.rawValue, numbers.counts[$0] ?? 0) })),
            ("atEnd", Self.numbers(Tally.State.allCases.map { ($0.rawValue, numbers.states[$0] ?? 0) })),
            ("times", times), ("versions", Self.numbers(versions)), ("failures", failures),
        ]).json(pretty: true)
    }

    private var versions: [(String, Int)] {
        numbers.versions.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) }
    }

    private var times: Node {
        .object(
            Tally.Time.allCases.compactMap { kind in
                guard let times = numbers.times[kind] else { return nil }
                return (kind.rawValue, Self.times(times))
            })
    }

    /// The most frequent first.
    private var failures: Node {
        .array(
            numbers.failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { text, count in
                .object([("message", .string(text)), ("count", .integer(Int64(count)))])
            })
    }

    private static func times(_ times: Histogram) -> Node {
        .object([
            ("count", .integer(Int64(times.count))), ("p50", times.percentile(0.5).map(seconds)),
            ("p90", times.percentile(0.9).map(seconds)), ("p99", times.percentile(0.99).map(seconds)),
            ("longest", seconds(times.longest)),
        ])
    }

    /// To a tenth of a millisecond: what is measured is not more exact.
    private static func seconds(_ time: Double) -> Node { .number((time * 10_000).rounded() / 10_000) }

    private static func numbers(_ list: [(String, Int)]) -> Node {
        .object(list.map { ($0, .integer(Int64($1))) })
    }
}
