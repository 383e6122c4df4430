import Nodes

/// The fields of one mapping of a scenario.
struct FieldReader {
    private let node: Node
    private let file: String
    private let path: String

    init(_ node: Node, file: String, path: String) throws(SimulationError) {
        self.node = node
        self.file = file
        self.path = path
        guard node.entries != nil else { throw failure(node, "\(path) is no mapping", "write fields and their values") }
    }

    func inner(_ node: Node, _ name: String) throws(SimulationError) -> FieldReader {
        try FieldReader(node, file: file, path: path.isEmpty ? name : "\(path).\(name)")
    }

    func failure(_ node: Node?, _ message: String, _ fix: String) -> SimulationError {
        SimulationError("\(file):\((node ?? self.node).start): \(message)", fix: fix)
    }

    /// Refuses every field that is not listed.
    func only(_ names: [String]) throws(SimulationError) {
        for entry in node.entries ?? [] where !names.contains(entry.key) {
            throw SimulationError(
                "\(file):\(entry.keyStart): unknown field \(name(entry.key))",
                fix: "known here: \(names.sorted().joined(separator: ", "))")
        }
    }

    func optional<Value>(
        _ key: String, _ read: (Node) throws(SimulationError) -> Value
    ) throws(SimulationError) -> Value? {
        guard let value = node[key], !value.isNull else { return nil }
        return try read(value)
    }

    func need<Value>(_ key: String, _ read: (Node) throws(SimulationError) -> Value) throws(SimulationError) -> Value {
        guard let value = try optional(key, read) else {
            throw failure(nil, "\(name(key)) is missing", "give it a value")
        }
        return value
    }

    /// The mappings of a sequence; none when the field is left out.
    func list(_ key: String) throws(SimulationError) -> [FieldReader] {
        guard let value = node[key], !value.isNull else { return [] }
        guard let elements = value.elements else { throw failure(value, "\(name(key)) is no list", "write a list") }
        var readers: [FieldReader] = []
        for (index, element) in elements.enumerated() { readers.append(try inner(element, "\(key)[\(index)]")) }
        return readers
    }

    private func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

/// Leaves.
extension FieldReader {
    func string(_ node: Node) throws(SimulationError) -> String {
        guard let text = node.scalar?.text, !text.isEmpty else {
            throw failure(node, "a text is expected in \(path)", "write one")
        }
        return text
    }

    func text(_ key: String) throws(SimulationError) -> String? { try optional(key, string) }

    func integer(_ key: String, _ range: ClosedRange<Int64>) throws(SimulationError) -> Int64? {
        try optional(key) { (node) throws(SimulationError) in
            guard let value = node.integer, range.contains(value) else {
                throw failure(node, "\(name(key)) is no whole number in \(range)", "write one")
            }
            return value
        }
    }

    func positive(_ key: String) throws(SimulationError) -> Double? {
        try optional(key) { (node) throws(SimulationError) in
            guard let value = node.number, value > 0, value.isFinite else {
                throw failure(node, "\(name(key)) is no number above 0", "write one")
            }
            return value
        }
    }

    /// A percentage such as `3%`, or a number from 0 to 1.
    func share(_ node: Node) throws(SimulationError) -> Double {
        let text = node.scalar?.text ?? ""
        let value = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : node.number
        guard let value, (0...1).contains(value) else {
            throw failure(node, "'\(text)' is no share", "write a percentage such as 3%, or a number from 0 to 1")
        }
        return value
    }

    /// Such as `1.5s`, `200ms`, `5m` or `2h`.
    func duration(_ node: Node) throws(SimulationError) -> Duration {
        let text = node.scalar?.text ?? ""
        guard let value = DurationText.read(text) else {
            throw failure(node, "'\(text)' is no time", "write a number and its unit: 200ms, 1.5s, 5m or 2h")
        }
        return value
    }

    /// A time such as `1s`, or two such as `1s..10s`.
    func span(_ node: Node) throws(SimulationError) -> DeviceGroup.Span {
        let text = node.scalar?.text ?? ""
        let ends = text.split(separator: "..", maxSplits: 1).map { DurationText.read($0) }
        guard let least = ends.first.flatMap({ $0 }), let most = ends.last.flatMap({ $0 }), least <= most else {
            throw failure(node, "'\(text)' is no time", "write one such as 5s, or the shortest and longest as 1s..10s")
        }
        return DeviceGroup.Span(least, most)
    }

    /// A mapping of labels to one value or several.
    func labels(_ node: Node) throws(SimulationError) -> [String: [String]] {
        var labels: [String: [String]] = [:]
        for entry in try inner(node, "labels").node.entries ?? [] {
            var values: [String] = []
            for value in entry.value.elements ?? [entry.value] { values.append(try string(value)) }
            guard !values.isEmpty else { throw failure(entry.value, "label \(entry.key) has no value", "write one") }
            labels[entry.key] = values
        }
        return labels
    }
}
