import Resources
import Secrets

/// The visitor that notes what a description says.
struct PartReader: FieldVisitor {
    private(set) var part: Part
    private(set) var parts: Parts

    init(name: String, parts: Parts) {
        part = Part(name: name)
        self.parts = parts
    }

    mutating func text(_ field: Field, _ value: inout String?, _ format: TextFormat) { add(field, .text(format)) }

    mutating func word<W: Word>(_ field: Field, _ value: inout W?) { add(field, .word(W.allCases.map(\.rawValue))) }

    mutating func flag(_ field: Field, _ value: inout Bool?) { add(field, .flag) }

    mutating func integer(_ field: Field, _ value: inout Int64?, _ format: IntegerFormat) {
        add(field, .integer(format))
    }

    mutating func number(_ field: Field, _ value: inout Double?, _ range: ClosedRange<Double>) {
        add(field, .number(range))
    }

    mutating func amount(_ field: Field, _ value: inout Amount?) { add(field, .amount) }

    mutating func secret(_ field: Field, _ value: inout Secret?, _ format: TextFormat) { add(field, .secret(format)) }

    mutating func open(_ field: Field, _ value: inout OpenJSON?) {
        add(field, .open(isMapping: field.isMapping))
    }

    mutating func texts(_ field: Field, _ value: inout [String]?, _ format: ListFormat) { add(field, .texts(format)) }

    mutating func map(_ field: Field, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat) {
        add(field, .map(keys: keys, values: values))
    }

    mutating func object<T: Described>(_ field: Field, _ value: inout T?) { add(field, .part(parts.add(T.self))) }

    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int) {
        add(field, .parts(parts.add(T.self), minimum: minimum))
    }

    mutating func variant<V: Variant>(_ field: Field, _ value: inout V) {
        var forms: [Part.Form] = []
        for tag in V.Tag.allCases {
            let word = tag.rawValue
            var reader = PartReader(name: word.prefix(1).uppercased() + word.dropFirst() + part.name, parts: parts)
            var form = V(tag: tag)
            form.describeForm(&reader)
            parts = reader.parts
            forms.append(Part.Form(word: word, part: reader.part))
        }
        let tag = PartField(field: field, value: .word(V.Tag.allCases.map(\.rawValue)))
        part.forms = Part.Forms(tag: tag, all: forms)
    }

    mutating func oneOf(_ keys: [String], _ presence: Field.Presence) {
        part.choices.append(Part.Choice(keys: keys, isRequired: presence == .required))
    }

    mutating func ignored(_ key: String, because reason: String?) {
        part.ignored.append(Part.OtherField(key: key, reason: reason))
    }

    mutating func refused(_ key: String, because reason: String) {
        part.refused.append(Part.OtherField(key: key, reason: reason))
    }

    private mutating func add(_ field: Field, _ value: PartValue) {
        part.fields.append(PartField(field: field, value: value))
    }
}
