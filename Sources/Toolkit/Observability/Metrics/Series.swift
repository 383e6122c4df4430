import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterSeries: CounterHandler, MetricSeries {
    private let value = Atomic<Int64>(0)

    /// Stays at the greatest number instead of starting again below zero; a negative amount changes nothing.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        var old = value.load(ordering: .relaxed)
        while true {
            let (sum, overflow) = old.addingReportingOverflow(amount)
            let (done, present) = value.compareExchange(
                expected: old, desired: overflow ? .max : sum, ordering: .relaxed)
            if done { return }
            old = present
        }
    }

    func reset() { value.store(0, ordering: .relaxed) }

    func write(_ text: inout PrometheusText, name: String, labels: MetricLabels) {
        text.sample(name, labels.text(), String(value.load(ordering: .relaxed)))
    }
}

/// A number that goes up and down.
final class GaugeSeries: RecorderHandler, MeterHandler, MetricSeries {
    private let value = Mutex<Double>(0)

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }

    func write(_ text: inout PrometheusText, name: String, labels: MetricLabels) {
        text.sample(name, labels.text(), PrometheusText.number(value.withLock { $0 }))
    }
}

/// How often values fell below given bounds, and their sum.
final class HistogramSeries: RecorderHandler, TimerHandler, MetricSeries {
    private struct State {
        var counts: [UInt64]
        var sum: Double = 0
    }

    private let bounds: HistogramBounds
    private let state: Mutex<State>

    init(_ bounds: HistogramBounds) {
        self.bounds = bounds
        self.state = Mutex(State(counts: Array(repeating: 0, count: bounds.upper.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let index = bounds.upper.firstIndex { value <= $0 } ?? bounds.upper.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func write(_ text: inout PrometheusText, name: String, labels: MetricLabels) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total: UInt64 = 0
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.upper.count ? PrometheusText.number(bounds.upper[index]) : "+Inf"
            text.sample(name + "_bucket", labels.text(adding: ("le", bound)), String(total))
        }
        text.sample(name + "_sum", labels.text(), PrometheusText.number(sum))
        text.sample(name + "_count", labels.text(), String(total))
    }
}

/// The upper bounds of a histogram's buckets, rising; values above the last are counted too.
struct HistogramBounds {
    var upper: [Double]

    /// From a millisecond to the length of a long poll.
    static let seconds = HistogramBounds(
        upper: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 130])
    /// From a hundred bytes to the largest request body.
    static let bytes = HistogramBounds(
        upper: [128, 512, 2_048, 8_192, 32_768, 131_072, 524_288, 2_097_152, 8_388_608, 52_428_800])
    /// From one to a hundred thousand.
    static let amounts = HistogramBounds(upper: [1, 2, 5, 10, 20, 50, 100, 500, 1_000, 5_000, 10_000, 100_000])

    /// The unit at the end of a name chooses the bounds.
    static func forRecorder(named name: String) -> HistogramBounds {
        if name.hasSuffix("_seconds") { return .seconds }
        return name.hasSuffix("_bytes") ? .bytes : .amounts
    }
}
