/// Randomness that a seed and a place determine, whatever else happens at the same time (SplitMix64).
struct Chance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64, place: Int) {
        state = seed &+ UInt64(truncatingIfNeeded: place) &* 0xD1B5_4A32_D192_ED03
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// True in so many of all cases, 0…1.
    mutating func falls(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

    mutating func pick(_ span: DeviceGroup.Span) -> Duration {
        span.least + (span.most - span.least) * Double.random(in: 0...1, using: &self)
    }
}
