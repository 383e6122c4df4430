import Nodes
import Secrets

/// What an encoder does with secrets.
public enum SecretEncoding: Sendable, Hashable {
    /// Each is written as `*****`: for answers, logs and hashes of what is shown.
    case masked
    /// Each is written as it is: only for what is sealed before it is stored.
    case revealed
}

/// The canonical JSON of a part: keys sorted bytewise, no whitespace, defaults written out, absent fields left out.
/// Decoding it gives an equal value back if secrets are revealed.
public func canonicalJSON(of part: some Described, secrets: SecretEncoding = .masked) -> [UInt8] {
    var copy = part
    var fields = JSONFields(secrets: secrets)
    copy.describe(&fields)
    return fields.object()
}

/// The encoder: gathers the fields of one part, each as ready JSON, and then writes them in order.
struct JSONFields: FieldVisitor {
    private let secrets: SecretEncoding
    private var fields: [(key: String, json: [UInt8])] = []

    init(secrets: SecretEncoding) { self.secrets = secrets }

    consuming func object() -> [UInt8] {
        fields.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        var writer = JSONWriter(capacity: fields.reduce(2) { $0 + $1.key.utf8.count + $1.json.count + 4 })
        writer.object { writer in
            for field in fields { writer.field(field.key, raw: field.json) }
        }
        return writer.bytes
    }

    mutating func text(_ field: Field, _ value: inout String?, _ format: TextFormat) {
        write(field, value) { $0.value($1) }
    }

    mutating func word<W: Word>(_ field: Field, _ value: inout W?) {
        write(field, value) { $0.value($1.rawValue) }
    }

    mutating func flag(_ field: Field, _ value: inout Bool?) {
        write(field, value) { $0.value($1) }
    }

    mutating func integer(_ field: Field, _ value: inout Int64?, _ format: IntegerFormat) {
        write(field, value) { $0.value($1) }
    }

    mutating func number(_ field: Field, _ value: inout Double?, _ range: ClosedRange<Double>) {
        write(field, value) { $0.raw($1.short.utf8) }
    }

    mutating func amount(_ field: Field, _ value: inout Amount?) {
        write(field, value) { writer, amount in
            switch amount {
            case .percent(let share): writer.value("\(share)%")
            case .count(let count): writer.value(count)
            }
        }
    }

    mutating func secret(_ field: Field, _ value: inout Secret?, _ format: TextFormat) {
        let secrets = secrets
        write(field, value) { $0.value(secrets == .revealed ? $1.revealText() : Secret.mask) }
    }

    mutating func open(_ field: Field, _ value: inout OpenJSON?) {
        if let value { fields.append((field.key, value.bytes)) }
    }

    mutating func texts(_ field: Field, _ value: inout [String]?, _ format: ListFormat) {
        write(field, value) { writer, texts in
            writer.array { writer in for text in texts { writer.value(text) } }
        }
    }

    mutating func map(_ field: Field, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat) {
        write(field, value) { writer, map in
            writer.object { writer in
                for (key, value) in map.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                    writer.field(key, value)
                }
            }
        }
    }

    mutating func object<T: Described>(_ field: Field, _ value: inout T?) {
        if let value { fields.append((field.key, canonicalJSON(of: value, secrets: secrets))) }
    }

    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int) {
        let secrets = secrets
        write(field, value) { writer, parts in
            writer.array { writer in for part in parts { writer.raw(canonicalJSON(of: part, secrets: secrets)) } }
        }
    }

    mutating func variant<V: Variant>(_ field: Field, _ value: inout V) {
        var tag: V.Tag? = value.tag
        word(field, &tag)
        value.describeForm(&self)
    }

    mutating func oneOf(_ keys: [String], _ presence: Field.Presence) {}

    mutating func ignored(_ key: String, because reason: String?) {}

    mutating func refused(_ key: String, because reason: String) {}

    private mutating func write<V>(_ field: Field, _ value: V?, _ body: (inout JSONWriter, V) -> Void) {
        guard let value else { return }
        var writer = JSONWriter()
        body(&writer, value)
        fields.append((field.key, writer.bytes))
    }
}
