// The vocabulary of descriptions. A plain value is required, an optional one may be left out, and `default:` says what
// holds then. Lists and mappings are optional, and an absent one equals an empty one, unless their type is optional.
extension FieldVisitor {
    /// A required text.
    public mutating func field(_ key: String, _ value: inout String, _ format: TextFormat, doc: String) {
        var read: String? = value
        text(Field(key, .required, doc: doc), &read, format)
        if let read { value = read }
    }

    /// A text that may be left out.
    public mutating func field(_ key: String, _ value: inout String?, _ format: TextFormat, doc: String) {
        text(Field(key, .optional, doc: doc), &value, format)
    }

    /// A text with a default.
    public mutating func field(
        _ key: String, _ value: inout String, _ format: TextFormat, default fallback: String, doc: String
    ) {
        var read: String? = value
        text(Field(key, .defaulted(fallback), doc: doc), &read, format)
        value = read ?? fallback
    }

    /// A required word.
    public mutating func field<W: Word>(_ key: String, _ value: inout W, doc: String) {
        var read: W? = value
        word(Field(key, .required, doc: doc), &read)
        if let read { value = read }
    }

    /// A word that may be left out.
    public mutating func field<W: Word>(_ key: String, _ value: inout W?, doc: String) {
        word(Field(key, .optional, doc: doc), &value)
    }

    /// A word with a default.
    public mutating func field<W: Word>(_ key: String, _ value: inout W, default fallback: W, doc: String) {
        var read: W? = value
        word(Field(key, .defaulted(fallback.rawValue), doc: doc), &read)
        value = read ?? fallback
    }

    /// `true` or `false`, required.
    public mutating func field(_ key: String, _ value: inout Bool, doc: String) {
        var read: Bool? = value
        flag(Field(key, .required, doc: doc), &read)
        if let read { value = read }
    }

    /// `true` or `false`, or left out.
    public mutating func field(_ key: String, _ value: inout Bool?, doc: String) {
        flag(Field(key, .optional, doc: doc), &value)
    }

    /// An integer that may be left out.
    public mutating func field(_ key: String, _ value: inout Int64?, _ format: IntegerFormat, doc: String) {
        integer(Field(key, .optional, doc: doc), &value, format)
    }

    /// A required number.
    public mutating func field(_ key: String, _ value: inout Double, in range: ClosedRange<Double>, doc: String) {
        var read: Double? = value
        number(Field(key, .required, doc: doc), &read, range)
        if let read { value = read }
    }

    /// A required integer.
    public mutating func field(_ key: String, _ value: inout Int64, _ format: IntegerFormat = .any, doc: String) {
        var read: Int64? = value
        integer(Field(key, .required, doc: doc), &read, format)
        if let read { value = read }
    }

    /// An integer of ours that may be left out; see ``Extension``.
    public mutating func field(
        extension key: String, _ value: inout Int64?, _ format: IntegerFormat, doc: String
    ) {
        integer(Field(key, .optional, doc: doc, isExtension: true), &value, format)
    }

    /// A text of ours that may be left out; see ``Extension``.
    public mutating func field(extension key: String, _ value: inout String?, _ format: TextFormat, doc: String) {
        text(Field(key, .optional, doc: doc, isExtension: true), &value, format)
    }

    /// A word of ours that may be left out; see ``Extension``.
    public mutating func field<W: Word>(extension key: String, _ value: inout W?, doc: String) {
        word(Field(key, .optional, doc: doc, isExtension: true), &value)
    }

    /// `true` or `false` of ours that may be left out; see ``Extension``.
    public mutating func field(extension key: String, _ value: inout Bool?, doc: String) {
        flag(Field(key, .optional, doc: doc, isExtension: true), &value)
    }

    /// A percentage or a count of ours that may be left out; see ``Extension``.
    public mutating func field(extension key: String, _ value: inout Amount?, doc: String) {
        amount(Field(key, .optional, doc: doc, isExtension: true), &value)
    }

    /// A percentage or a count, or left out.
    public mutating func field(_ key: String, _ value: inout Amount?, doc: String) {
        amount(Field(key, .optional, doc: doc), &value)
    }
}
