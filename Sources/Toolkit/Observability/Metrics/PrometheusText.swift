/// Writes the text format 0.0.4 of Prometheus.
struct PrometheusText {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ family: MetricFamily) {
        type(family.name, family.type)
        for (labels, series) in family.all.sorted(by: { $0.key < $1.key }) {
            series.write(&self, name: family.name, labels: labels)
        }
    }

    mutating func sample(_ name: String, _ labels: String, _ value: String) {
        bytes += Array("\(name)\(labels) \(value)\n".utf8)
    }

    mutating func writeProcess(_ figures: ProcessFigures) {
        single("process_cpu_seconds_total", .counter, figures.cpuSeconds)
        single("process_max_fds", .gauge, figures.maximumDescriptors)
        single("process_open_fds", .gauge, figures.openDescriptors)
        single("process_resident_memory_bytes", .gauge, figures.residentBytes)
        single("process_start_time_seconds", .gauge, figures.startSeconds)
        single("process_threads", .gauge, figures.threads)
        single("process_virtual_memory_bytes", .gauge, figures.virtualBytes)
    }

    private mutating func single(_ name: String, _ type: MetricType, _ value: Double?) {
        guard let value else { return }
        self.type(name, type)
        sample(name, "", Self.number(value))
    }

    private mutating func type(_ name: String, _ type: MetricType) {
        bytes += Array("# TYPE \(name) \(type.rawValue)\n".utf8)
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
        return "\(value)"
    }
}
