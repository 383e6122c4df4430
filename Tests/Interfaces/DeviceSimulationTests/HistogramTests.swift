import Testing

@testable import DeviceSimulation

@Suite struct HistogramTests {
    @Test func percentilesAreAtMostFivePercentTooLong() throws {
        var times = Histogram()
        for millisecond in 1...1000 { times.add(.milliseconds(millisecond)) }
        #expect(times.count == 1000)
        for (share, seconds) in [(0.5, 0.5), (0.9, 0.9), (0.99, 0.99), (1, 1)] {
            let value = try #require(times.percentile(share))
            #expect(value >= seconds && value <= seconds * 1.05)
        }
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1), .seconds(100_000)])
    func whateverLastsHowLongIsCounted(time: Duration) {
        var times = Histogram()
        times.add(time)
        #expect(times.percentile(0.5) == times.longest)
    }

    @Test func nothingHasNoPercentile() { #expect(Histogram().percentile(0.5) == nil) }
}
