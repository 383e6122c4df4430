import Randomness

/// Randomness that a seed and a place determine, whatever else happens at the same time.
struct Chance: RandomNumberGenerator, Sendable {
    private var generator: SplitMix64

    init(seed: UInt64, place: Int) {
        generator = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: place) &* 0xD1B5_4A32_D192_ED03)
        _ = next()
    }

    mutating func next() -> UInt64 { generator.next() }

    /// True in so many of all cases, 0…1.
    mutating func falls(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

    mutating func pick(_ span: DeviceGroup.Span) -> Duration {
        span.least + (span.most - span.least) * Double.random(in: 0...1, using: &self)
    }
}
