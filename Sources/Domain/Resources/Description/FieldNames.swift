import Secrets

/// The visitor that lists the keys of a part; of one with several forms those of the form at hand.
struct FieldNames: FieldVisitor {
    /// The fields that may be written.
    private(set) var names: [String] = []
    /// Keys that have no effect or are the server's. They are known, and not worth offering.
    private(set) var others: [String] = []

    static func of(_ part: some Described) -> FieldNames {
        var copy = part
        var visitor = FieldNames()
        copy.describe(&visitor)
        return visitor
    }

    func contains(_ key: String) -> Bool { names.contains(key) || others.contains(key) }

    mutating func text(_ field: Field, _ value: inout String?, _ format: TextFormat) { names.append(field.key) }

    mutating func word<W: Word>(_ field: Field, _ value: inout W?) { names.append(field.key) }

    mutating func flag(_ field: Field, _ value: inout Bool?) { names.append(field.key) }

    mutating func integer(_ field: Field, _ value: inout Int64?, _ format: IntegerFormat) { names.append(field.key) }

    mutating func number(_ field: Field, _ value: inout Double?, _ range: ClosedRange<Double>) {
        names.append(field.key)
    }

    mutating func amount(_ field: Field, _ value: inout Amount?) { names.append(field.key) }

    mutating func secret(_ field: Field, _ value: inout Secret?, _ format: TextFormat) { names.append(field.key) }

    mutating func open(_ field: Field, _ value: inout OpenJSON?) { names.append(field.key) }

    mutating func texts(_ field: Field, _ value: inout [String]?, _ format: ListFormat) { names.append(field.key) }

    mutating func map(_ field: Field, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat) {
        names.append(field.key)
    }

    mutating func object<T: Described>(_ field: Field, _ value: inout T?) { names.append(field.key) }

    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int) { names.append(field.key) }

    mutating func variant<V: Variant>(_ field: Field, _ value: inout V) {
        names.append(field.key)
        value.describeForm(&self)
    }

    mutating func oneOf(_ keys: [String], _ presence: Field.Presence) {}

    mutating func ignored(_ key: String, because reason: String?) { others.append(key) }

    mutating func refused(_ key: String, because reason: String) { others.append(key) }
}
