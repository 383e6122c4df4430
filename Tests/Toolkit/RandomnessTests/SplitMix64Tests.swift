import Randomness
import Testing

@Suite("Chance by a seed")
struct SplitMix64Tests {
    /// As other implementations of the generator have them.
    static let known: [(seed: UInt64, numbers: [UInt64])] = [
        (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
        (
            1_234_567,
            [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        ),
    ]

    @Test("The numbers are those of the generator everywhere, so that a seed keeps its meaning", arguments: known)
    func sequence(seed: UInt64, numbers: [UInt64]) {
        var generator = SplitMix64(seed: seed)
        #expect(numbers.map { _ in generator.next() } == numbers)
    }

    @Test("Other seeds give other numbers")
    func differs() {
        let first = (0..<1000).map { seed in
            var generator = SplitMix64(seed: UInt64(seed))
            return generator.next()
        }
        #expect(Set(first).count == 1000)
    }
}
