import Secrets

/// The visitor that fills placeholders, in the fields whose format allows them and nowhere else.
struct PlaceholderFiller<Failure: Error>: FieldVisitor {
    let fill: (String) throws(Failure) -> String
    /// What stopped the filling; after it nothing more is filled.
    private(set) var failure: Failure?

    init(fill: @escaping (String) throws(Failure) -> String) { self.fill = fill }

    mutating func text(_ field: Field, _ value: inout String?, _ format: TextFormat) {
        if let text = value { value = filled(text, format) }
    }

    mutating func texts(_ field: Field, _ value: inout [String]?, _ format: ListFormat) {
        if let texts = value { value = texts.map { filled($0, format.element) } }
    }

    /// In the order of the keys, so that of several failures always the same one is told.
    mutating func map(_ field: Field, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat) {
        guard var map = value, values.placeholders != .never else { return }
        for key in map.keys.sorted() { map[key] = map[key].map { filled($0, values) } }
        value = map
    }

    mutating func object<T: Described>(_ field: Field, _ value: inout T?) {
        if let part = value { value = filled(part) }
    }

    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int) {
        if let parts = value { value = parts.map { filled($0) } }
    }

    mutating func variant<V: Variant>(_ field: Field, _ value: inout V) { value.describeForm(&self) }

    private mutating func filled<T: Described>(_ part: T) -> T {
        var part = part
        part.describe(&self)
        guard var content = part as? any Described & EncodedContent, let template = content.template else {
            return part
        }
        content.replaceTemplate(by: replacement(for: template))
        return content as? T ?? part
    }

    private mutating func filled(_ text: String, _ format: TextFormat) -> String {
        format.placeholders != .never && text.holdsPlaceholder ? replacement(for: text) : text
    }

    private mutating func replacement(for text: String) -> String {
        guard failure == nil else { return text }
        do throws(Failure) {
            return try fill(text)
        } catch {
            failure = error
            return text
        }
    }

    // Nothing of these can hold a placeholder.
    mutating func word<W: Word>(_ field: Field, _ value: inout W?) {}
    mutating func flag(_ field: Field, _ value: inout Bool?) {}
    mutating func integer(_ field: Field, _ value: inout Int64?, _ format: IntegerFormat) {}
    mutating func number(_ field: Field, _ value: inout Double?, _ range: ClosedRange<Double>) {}
    mutating func amount(_ field: Field, _ value: inout Amount?) {}
    mutating func secret(_ field: Field, _ value: inout Secret?, _ format: TextFormat) {}
    mutating func open(_ field: Field, _ value: inout OpenJSON?) {}
    mutating func oneOf(_ keys: [String], _ presence: Field.Presence) {}
    mutating func ignored(_ key: String, because reason: String?) {}
    mutating func refused(_ key: String, because reason: String) {}
}
