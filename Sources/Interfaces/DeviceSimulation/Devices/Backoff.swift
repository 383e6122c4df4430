/// How long a device waits after a failure: 5 s, doubled up to 5 minutes, ±20 %, and what the server asks for if that is
/// longer, never less. (As agents do.)
struct Backoff: Sendable {
    private static let first = 5.0
    private static let longest = 300.0

    private var failures = 0

    mutating func reset() { failures = 0 }

    mutating func next(retryAfter: Int?, _ chance: inout Chance) -> Duration {
        // More doublings than lead to the longest wait are not counted.
        let wait = min(Self.longest, Self.first * Double(1 << min(failures, 10)))
        failures += 1
        return .seconds(max(wait * Double.random(in: 0.8...1.2, using: &chance), Double(retryAfter ?? 0)))
    }
}
