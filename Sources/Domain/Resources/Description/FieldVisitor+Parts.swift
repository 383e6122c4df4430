import Secrets

extension FieldVisitor {
    /// A required secret.
    public mutating func field(_ key: String, _ value: inout Secret, _ format: TextFormat, doc: String) {
        var read: Secret? = value
        secret(Field(key, .required, doc: doc), &read, format)
        if let read { value = read }
    }

    /// A secret that may be left out.
    public mutating func field(_ key: String, _ value: inout Secret?, _ format: TextFormat, doc: String) {
        secret(Field(key, .optional, doc: doc), &value, format)
    }

    /// Anything, kept as it is.
    public mutating func field(_ key: String, _ value: inout OpenJSON?, doc: String) {
        open(Field(key, .optional, doc: doc), &value)
    }

    /// A mapping of anything, kept as it is.
    public mutating func field(mapping key: String, _ value: inout OpenJSON?, doc: String) {
        open(Field(key, .optional, doc: doc, isMapping: true), &value)
    }

    /// A mapping of anything that must be written, kept as it is.
    public mutating func field(requiredMapping key: String, _ value: inout OpenJSON?, doc: String) {
        open(Field(key, .required, doc: doc, isMapping: true), &value)
    }

    /// A list of texts that must be written.
    public mutating func field(required key: String, _ value: inout [String], _ format: ListFormat, doc: String) {
        var read: [String]? = value
        texts(Field(key, .required, doc: doc), &read, format)
        if let read { value = read }
    }

    /// A mapping of texts to texts that must be written.
    public mutating func field(
        required key: String, _ value: inout [String: String], keys: TextFormat, values: TextFormat, doc: String
    ) {
        var read: [String: String]? = value
        map(Field(key, .required, doc: doc), &read, keys: keys, values: values)
        if let read { value = read }
    }

    /// A list of texts.
    public mutating func field(_ key: String, _ value: inout [String], _ format: ListFormat, doc: String) {
        var read: [String]? = value.isEmpty ? nil : value
        texts(Field(key, .optional, doc: doc), &read, format)
        value = read ?? []
    }

    /// A mapping of texts to texts.
    public mutating func field(
        _ key: String, _ value: inout [String: String], keys: TextFormat, values: TextFormat, doc: String
    ) {
        var read: [String: String]? = value.isEmpty ? nil : value
        map(Field(key, .optional, doc: doc), &read, keys: keys, values: values)
        value = read ?? [:]
    }

    /// A mapping of texts to texts for which absent and empty differ.
    public mutating func field(
        _ key: String, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat, doc: String
    ) {
        map(Field(key, .optional, doc: doc), &value, keys: keys, values: values)
    }

    /// A required part.
    public mutating func field<T: Described>(
        _ key: String, _ value: inout T, startsTemplate: Bool = false, doc: String
    ) {
        var read: T? = value
        object(Field(key, .required, doc: doc, startsTemplate: startsTemplate), &read)
        if let read { value = read }
    }

    /// A part that may be left out.
    public mutating func field<T: Described>(_ key: String, _ value: inout T?, doc: String) {
        object(Field(key, .optional, doc: doc), &value)
    }

    /// A part of ours that may be left out; see ``Extension``.
    public mutating func field<T: Described>(extension key: String, _ value: inout T?, doc: String) {
        object(Field(key, .optional, doc: doc, isExtension: true), &value)
    }

    /// A list of parts.
    public mutating func field<T: Described>(_ key: String, _ value: inout [T], doc: String) {
        var read: [T]? = value.isEmpty ? nil : value
        objects(Field(key, .optional, doc: doc), &read, minimum: 0)
        value = read ?? []
    }

    /// A list of parts that must be written.
    public mutating func field<T: Described>(required key: String, _ value: inout [T], minimum: Int = 0, doc: String) {
        var read: [T]? = value
        objects(Field(key, .required, doc: doc), &read, minimum: minimum)
        if let read { value = read }
    }

    /// A list of parts for which absent and empty differ.
    public mutating func field<T: Described>(_ key: String, _ value: inout [T]?, minimum: Int, doc: String) {
        objects(Field(key, .optional, doc: doc), &value, minimum: minimum)
    }
}
