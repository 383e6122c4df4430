import CoreMetrics
import Observability
import Testing

@Suite("The metrics")
struct MetricsTests {
    @Test("of every kind read back from the exposition")
    func readBack() throws {
        let registry = MetricsRegistry()
        let counter = Counter(label: "jobs_total", dimensions: [("kind", "sync"), ("a", "1")], factory: registry)
        counter.increment(by: 3)
        counter.increment()
        Counter(label: "jobs_total", dimensions: [("a", "1"), ("kind", "sync")], factory: registry).increment()
        Gauge(label: "depth", factory: registry).record(7.5)
        Meter(label: "open", factory: registry).increment(by: 2)
        let timer = Timer(
            label: "http_server_request_duration_seconds", dimensions: [("route", "/x")], factory: registry)
        timer.recordNanoseconds(1_500_000)
        timer.recordNanoseconds(2_000_000_000)
        timer.recordNanoseconds(500_000_000_000)
        let samples = try Exposition(registry.exposition())
        #expect(samples.types["jobs_total"] == "counter")
        #expect(samples.values[#"jobs_total{a="1",kind="sync"}"#] == 5)
        #expect(samples.types["depth"] == "gauge")
        #expect(samples.values["depth"] == 7.5)
        #expect(samples.values["open"] == 2)
        #expect(samples.types["http_server_request_duration_seconds"] == "histogram")
        let name = "http_server_request_duration_seconds"
        #expect(samples.values[#"\#(name)_bucket{route="/x",le="0.001"}"#] == 0)
        #expect(samples.values[#"\#(name)_bucket{route="/x",le="0.0025"}"#] == 1)
        #expect(samples.values[#"\#(name)_bucket{route="/x",le="130"}"#] == 2)
        #expect(samples.values[#"\#(name)_bucket{route="/x",le="+Inf"}"#] == 3)
        #expect(samples.values[#"\#(name)_count{route="/x"}"#] == 3)
        #expect(samples.values[#"\#(name)_sum{route="/x"}"#] == 502.0015)
    }

    @Test("have buckets that never fall")
    func cumulative() throws {
        let registry = MetricsRegistry()
        let recorder = Recorder(label: "x_size_bytes", factory: registry)
        for power in 0..<40 { recorder.record(Int64(1) << Int64(power)) }
        let text = String(decoding: registry.exposition(), as: UTF8.self)
        let counts = text.split(separator: "\n").filter { $0.hasPrefix("x_size_bytes_bucket") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
        #expect(counts.count > 5 && counts == counts.sorted() && counts.last == 40)
    }

    @Test("of the process are there")
    func process() throws {
        let samples = try Exposition(MetricsRegistry().exposition())
        #expect(try #require(samples.values["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(samples.values["process_open_fds"]) >= 3)
        #expect(try #require(samples.values["process_cpu_seconds_total"]) >= 0)
        #expect(try #require(samples.values["process_start_time_seconds"]) > 1_600_000_000)
    }

    @Test("cannot be flooded by label values (P10)")
    func bounded() throws {
        let registry = MetricsRegistry()
        for number in 0..<(MetricsRegistry.maximumSeries + 500) {
            Counter(label: "c", dimensions: [("path", "/\(number)")], factory: registry).increment()
        }
        let samples = try Exposition(registry.exposition())
        #expect(samples.values.keys.filter { $0.hasPrefix("c{") }.count == MetricsRegistry.maximumSeries + 1)
        #expect(samples.values[#"c{path="other"}"#] == 500)
    }

    @Test("survive hostile names and values")
    func hostile() throws {
        let registry = MetricsRegistry()
        Counter(label: "9 böse-name", dimensions: [("le\"vel", "a\"b\\c\nd")], factory: registry).increment()
        let samples = try Exposition(registry.exposition())
        #expect(samples.values[#"_9_b__se_name{le_vel="a\"b\\c\nd"}"#] == 1)
    }

    @Test("keep their type, and a number that only grows does not shrink")
    func types() throws {
        let registry = MetricsRegistry()
        Counter(label: "one", factory: registry).increment(by: Int64.max)
        Counter(label: "one", factory: registry).increment(by: 5)
        Gauge(label: "one", factory: registry).record(1)
        let samples = try Exposition(registry.exposition())
        #expect(samples.types["one"] == "counter")
        #expect(samples.values["one"] == Double(Int64.max))
        registry.removeSeries(of: "one")
        #expect(try Exposition(registry.exposition()).values["one"] == nil)
    }
}

/// A small reader of the text format; it refuses what Prometheus would.
private struct Exposition {
    struct Malformed: Error {
        let line: String
    }

    var types: [String: String] = [:]
    var values: [String: Double] = [:]

    init(_ bytes: [UInt8]) throws {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                guard words.count == 4, types.updateValue(String(words[3]), forKey: String(words[2])) == nil else {
                    throw Malformed(line: String(line))
                }
                continue
            }
            guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]),
                values.updateValue(value, forKey: String(line[..<space])) == nil
            else { throw Malformed(line: String(line)) }
        }
    }
}
