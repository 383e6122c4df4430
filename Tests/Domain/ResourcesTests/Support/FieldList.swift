import Resources
import Secrets

/// The visitor that notes the fields of one part.
struct FieldList: FieldVisitor {
    private(set) var fields: [Field] = []
    private var others: [String] = []

    var names: [String] { fields.map(\.key) + others }
    var required: Set<String> {
        Set(fields.filter { $0.presence == .required }.map(\.key)).union(others)
    }
    var docs: [String] { fields.map(\.doc) }

    static func of<Part: Described>(_: Part.Type, beside others: [String] = []) -> FieldList {
        var list = of(Part())
        list.others = others
        return list
    }

    static func of(_ part: some Described) -> FieldList {
        var copy = part
        var list = FieldList()
        copy.describe(&list)
        return list
    }

    private mutating func note(_ field: Field) { if !field.isExtension { fields.append(field) } }

    mutating func text(_ field: Field, _ value: inout String?, _ format: TextFormat) { note(field) }
    mutating func word<W: Word>(_ field: Field, _ value: inout W?) { note(field) }
    mutating func flag(_ field: Field, _ value: inout Bool?) { note(field) }
    mutating func integer(_ field: Field, _ value: inout Int64?, _ format: IntegerFormat) { note(field) }
    mutating func number(_ field: Field, _ value: inout Double?, _ range: ClosedRange<Double>) { note(field) }
    mutating func amount(_ field: Field, _ value: inout Amount?) { note(field) }
    mutating func secret(_ field: Field, _ value: inout Secret?, _ format: TextFormat) { note(field) }
    mutating func open(_ field: Field, _ value: inout OpenJSON?) { note(field) }
    mutating func texts(_ field: Field, _ value: inout [String]?, _ format: ListFormat) { note(field) }
    mutating func map(_ field: Field, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat) {
        note(field)
    }
    mutating func object<T: Described>(_ field: Field, _ value: inout T?) { note(field) }
    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int) { note(field) }
    mutating func variant<V: Variant>(_ field: Field, _ value: inout V) {
        note(field)
        value.describeForm(&self)
    }
    mutating func oneOf(_ keys: [String], _ presence: Field.Presence) {}
    mutating func ignored(_ key: String, because reason: String?) {}
    mutating func refused(_ key: String, because reason: String) {}
}
