import Nodes
import Secrets

/// The decoder: fills the fields of one mapping from its node and notes what does not fit.
struct NodeReader: FieldVisitor {
    let entries: [Node.Entry]
    let report: Report
    /// How many of the keys were described. No key stands twice, so that all are known when all are counted.
    private var described = 0
    /// Whether a field is missing or has the wrong type here or below, so that judging the whole would only echo it.
    private(set) var isBroken = false
    /// Whether the form is unknown and with it the keys that belong to it.
    private var hasUnknownForm = false

    init(entries: [Node.Entry], report: Report) {
        self.entries = entries
        self.report = report
    }

    /// Reads a whole part; `isBroken` is set when it was not judged.
    static func read<T: Described>(_: T.Type, _ node: Node, _ report: Report, isBroken: inout Bool) -> T? {
        guard let entries = node.entries else {
            report.wrongType(node, expected: "a mapping")
            isBroken = true
            return nil
        }
        var value = T()
        var reader = NodeReader(entries: entries, report: report)
        value.describe(&reader)
        if reader.hasUnknownFields { report.noteUnknown(entries, known: FieldNames.of(value)) }
        if reader.isBroken { isBroken = true } else { value.check(report) }
        return value
    }

    mutating func text(_ field: Field, _ value: inout String?, _ format: TextFormat) {
        value = take(field) { $1.text($0, format) }
    }

    mutating func word<W: Word>(_ field: Field, _ value: inout W?) {
        value = take(field) { $1.word($0) }
    }

    mutating func flag(_ field: Field, _ value: inout Bool?) {
        value = take(field) { $1.flag($0) }
    }

    mutating func integer(_ field: Field, _ value: inout Int64?, _ format: IntegerFormat) {
        value = take(field) { $1.integer($0, format) }
    }

    mutating func number(_ field: Field, _ value: inout Double?, _ range: ClosedRange<Double>) {
        value = take(field) { $1.number($0, range) }
    }

    mutating func amount(_ field: Field, _ value: inout Amount?) {
        value = take(field) { $1.amount($0) }
    }

    mutating func secret(_ field: Field, _ value: inout Secret?, _ format: TextFormat) {
        value = take(field) { $1.secret($0, format) }
    }

    mutating func open(_ field: Field, _ value: inout OpenJSON?) {
        value = take(field) { $1.open($0, isMapping: field.isMapping) }
    }

    mutating func texts(_ field: Field, _ value: inout [String]?, _ format: ListFormat) {
        value = take(field) { $1.texts($0, format) }
    }

    mutating func map(_ field: Field, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat) {
        value = take(field) { $1.map($0, keys: keys, values: values) }
    }

    mutating func object<T: Described>(_ field: Field, _ value: inout T?) {
        var below = false
        value = take(field) { node, report in
            report.template(field.startsTemplate) { Self.read(T.self, node, report, isBroken: &below) }
        }
        if below { isBroken = true }
    }

    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int) {
        var below = false
        value = take(field) { node, report in
            report.elements(node, minimum: minimum) { Self.read(T.self, $0, report, isBroken: &below) }
        }
        if below { isBroken = true }
    }

    mutating func variant<V: Variant>(_ field: Field, _ value: inout V) {
        guard let tag: V.Tag = take(field, { $1.word($0) }) else {
            hasUnknownForm = true
            return
        }
        value = V(tag: tag)
        value.describeForm(&self)
    }

    mutating func oneOf(_ keys: [String], _ presence: Field.Presence) {
        var count = 0
        for index in entries.indices where keys.contains(entries[index].key) { count += 1 }
        if count == 1 || (count == 0 && presence != .required) { return }
        isBroken = true
        if count == 0 {
            report.missingForm(keys, beside: entries)
        } else {
            report.severalForms(entries.map(\.key).filter(keys.contains))
        }
    }

    mutating func ignored(_ key: String, because reason: String?) {
        guard index(of: key) != nil else { return }
        described += 1
        guard let reason, report.policy == .manifest else { return }
        report.add(
            .ignoredField, at: [.key(key)], onKey: true, "“\(key)” has no effect here: \(reason).", fix: "Leave it out."
        )
    }

    mutating func refused(_ key: String, because reason: String) {
        guard index(of: key) != nil else { return }
        described += 1
        guard report.policy == .manifest else { return }
        report.add(
            .serverOnlyField, at: [.key(key)], onKey: true, "“\(key)” must not be written: \(reason).",
            fix: "Remove it.")
    }

    /// The value of a field by `read`, or nil when it is not there or does not fit.
    private mutating func take<V>(_ field: Field, _ read: (Node, Report) -> V?) -> V? {
        let index = index(of: field.key)
        if index != nil { described += 1 }
        guard let index, !isPassedOver(entries[index].value) else {
            if field.presence == .required {
                isBroken = true
                report.missing(field, beside: entries)
            }
            return nil
        }
        if field.isExtension { report.noteExtension(field) }
        let value = report.within(.key(field.key)) { read(entries[index].value, report) }
        if value == nil { isBroken = true }
        return value
    }

    /// Other programs write null for “nothing”; people who write it have forgotten the value.
    private func isPassedOver(_ value: Node) -> Bool {
        report.policy == .wire && value.isNull
    }

    /// Whether keys stand here that nobody described and that are to be noted.
    var hasUnknownFields: Bool {
        described < entries.count && report.policy == .manifest && !hasUnknownForm
    }

    /// By index, since handing out an entry costs more than the comparison.
    private func index(of key: String) -> Int? {
        for index in entries.indices where entries[index].key == key { return index }
        return nil
    }
}
