/// One measured figure and what it is held against.
struct Figure: Sendable {
    let name: FigureName
    let value: Double
    /// Unit of value and yardstick.
    let unit: String
    /// The same work, or the floor below it, done by other means in the same run.
    let yardstick: Double
    /// What the yardstick is.
    let yardstickName: String
    /// Further facts of the run.
    let notes: String

    /// Value by yardstick.
    var ratio: Double { yardstick == 0 ? 0 : value / yardstick }
}

extension Double {
    /// Up to two decimals; none for large values.
    var short: String {
        let digits = magnitude >= 100 ? 0 : 2
        let scaled = (self * (digits == 0 ? 1 : 100)).rounded()
        guard digits > 0, scaled.magnitude < 1e15 else { return "\(Int64(scaled))" }
        let whole = Int64(scaled)
        let fraction = "\(100 + (whole % 100).magnitude)".dropFirst()
        return "\(whole < 0 && whole / 100 == 0 ? "-" : "")\(whole / 100).\(fraction)"
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
    var milliseconds: Double { seconds * 1000 }
}

/// How long something takes.
func timed(_ body: () async throws -> Void) async rethrows -> Duration {
    let start = ContinuousClock.now
    try await body()
    return .now - start
}

extension [Duration] {
    /// The middle one; zero when there are none.
    var median: Duration { percentile(50) }

    /// The one that so many of a hundred do not exceed; zero when there are none.
    func percentile(_ share: Int) -> Duration { isEmpty ? .zero : sorted()[Swift.min(count * share / 100, count - 1)] }
}
