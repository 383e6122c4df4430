/// What Prometheus calls the type of a metric.
enum MetricType: String {
    case counter, gauge, histogram
}

/// One time series: it knows how to write its samples.
protocol MetricSeries: AnyObject, Sendable {
    func write(_ text: inout PrometheusText, name: String, labels: MetricLabels)
}

/// All series of one name.
struct MetricFamily {
    let name: String
    let type: MetricType
    private(set) var all: [MetricLabels: any MetricSeries] = [:]

    init(name: String, type: MetricType) {
        self.name = name
        self.type = type
    }

    /// The series with these labels, made when it is new; `nil` when this name belongs to another type.
    mutating func series(
        _ labels: MetricLabels, type: MetricType, make: () -> any MetricSeries
    ) -> (any MetricSeries)? {
        guard type == self.type else { return nil }
        if let known = all[labels] { return known }
        if all.count >= MetricsRegistry.maximumSeries { return overflow(labels, make: make) }
        let new = make()
        all[labels] = new
        return new
    }

    private mutating func overflow(_ labels: MetricLabels, make: () -> any MetricSeries) -> any MetricSeries {
        let rest = labels.withEveryValue("other")
        if let known = all[rest] { return known }
        let new = make()
        all[rest] = new
        return new
    }
}

/// The labels of a series, in the order of their names and ready to be printed.
struct MetricLabels: Hashable, Comparable {
    private let pairs: [[String]]

    init(_ dimensions: [(String, String)]) {
        self.pairs = dimensions.map { [MetricName.label($0.0), $0.1] }.sorted { $0[0] < $1[0] }
    }

    private init(pairs: [[String]]) {
        self.pairs = pairs
    }

    func withEveryValue(_ value: String) -> MetricLabels {
        MetricLabels(pairs: pairs.map { [$0[0], value] })
    }

    /// `{a="b",c="d"}`, with one more label at the end if given; nothing when there are none.
    func text(adding extra: (String, String)? = nil) -> String {
        var members = pairs.map { "\($0[0])=\"\(Self.escape($0[1]))\"" }
        if let extra { members.append("\(extra.0)=\"\(extra.1)\"") }
        return members.isEmpty ? "" : "{" + members.joined(separator: ",") + "}"
    }

    static func < (left: MetricLabels, right: MetricLabels) -> Bool {
        left.pairs.lexicographicallyPrecedes(right.pairs) { $0.lexicographicallyPrecedes($1) }
    }

    private static func escape(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Names as Prometheus accepts them.
enum MetricName {
    static func metric(_ name: String) -> String { clean(name, colon: true) }
    static func label(_ name: String) -> String { clean(name, colon: false) }

    private static func clean(_ name: String, colon: Bool) -> String {
        var bytes = name.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                byte
            case UInt8(ascii: ":") where colon: byte
            default: UInt8(ascii: "_")
            }
        }
        if let first = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
            bytes.insert(UInt8(ascii: "_"), at: 0)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
