import CoreMetrics
import Synchronization

/// Keeps the program's metrics and writes them as Prometheus text.
///
/// A metric's name is the label under which it was made, with characters that Prometheus does not know replaced by `_`.
/// Timers become histograms in seconds and recorders that aggregate become histograms; recorders that do not, and
/// meters, become gauges. One name keeps the type that it was first made with.
public final class MetricsRegistry: MetricsFactory {
    /// The greatest number of label combinations of one metric; what comes after is counted in one with the value
    /// `other` in every label, so that what clients send can never fill the memory.
    public static let maximumSeries = 2_000

    private let families = Mutex<[String: MetricFamily]>([:])

    /// An empty registry.
    public init() {}

    /// A counter, for the metrics library.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter) { CounterSeries() } ?? CounterSeries()
    }

    /// A recorder, for the metrics library.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate {
            let bounds = HistogramBounds.forRecorder(named: label)
            return series(label, dimensions, .histogram) { HistogramSeries(bounds) } ?? HistogramSeries(bounds)
        }
        return series(label, dimensions, .gauge) { GaugeSeries() } ?? GaugeSeries()
    }

    /// A meter, for the metrics library.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge) { GaugeSeries() } ?? GaugeSeries()
    }

    /// A timer, for the metrics library.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram) { HistogramSeries(.seconds) } ?? HistogramSeries(.seconds)
    }

    /// Does nothing: a metric keeps its value when the last holder lets go of it.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Does nothing: a metric keeps its value when the last holder lets go of it.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Does nothing: a metric keeps its value when the last holder lets go of it.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Does nothing: a metric keeps its value when the last holder lets go of it.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// Removes all series of a metric, for gauges whose label values come and go with what they measure.
    public func removeSeries(of label: String) {
        families.withLock { _ = $0.removeValue(forKey: MetricName.metric(label)) }
    }

    /// All metrics and those of the process as Prometheus text, sorted by name.
    public func exposition() -> [UInt8] {
        let all = families.withLock { $0.values.sorted { $0.name < $1.name } }
        var text = PrometheusText()
        for family in all { text.write(family) }
        text.writeProcess(ProcessFigures.read())
        return text.bytes
    }

    /// The series of a name and labels; `nil` when the name is already taken by another type of metric.
    private func series<Series: MetricSeries>(
        _ label: String, _ dimensions: [(String, String)], _ type: MetricType, make: () -> Series
    ) -> Series? {
        let name = MetricName.metric(label)
        let labels = MetricLabels(dimensions)
        return families.withLock { families in
            if families[name] == nil { families[name] = MetricFamily(name: name, type: type) }
            return families[name]?.series(labels, type: type, make: make) as? Series
        }
    }
}
