public import Resources

/// What a description tells of one part of a document: its fields, in the order in which people should read them.
public struct Part: Sendable {
    /// A name for schemas, unique among parts, such as `GitRef`.
    public let name: String
    /// The fields that may be written. In a part with several forms these are in ``forms``.
    public internal(set) var fields: [PartField] = []
    /// Fields of which not more than one may stand.
    public internal(set) var choices: [Choice] = []
    /// Fields that may stand in a document and have no effect.
    public internal(set) var ignored: [OtherField] = []
    /// Fields that only the server writes.
    public internal(set) var refused: [OtherField] = []
    /// The forms of the part, when the value of one field chooses among several.
    public internal(set) var forms: Forms?

    init(name: String) { self.name = name }

    /// Fields that exclude each other.
    public struct Choice: Sendable {
        /// Their keys.
        public let keys: [String]
        /// Whether one of them must stand.
        public let isRequired: Bool
    }

    /// A field that is known and not for authors.
    public struct OtherField: Sendable {
        /// Its key.
        public let key: String
        /// Why, as a clause; nil when documents read from a server hold it anyway.
        public let reason: String?
    }

    /// The forms of a part.
    public struct Forms: Sendable {
        /// The field that chooses.
        public let tag: PartField
        /// What each of its words chooses, in the order of the words.
        public let all: [Form]
    }

    /// One form of a part: its fields without the tag.
    public struct Form: Sendable {
        /// The value of the tag.
        public let word: String
        /// Its fields; the name is the form's own.
        public let part: Part
    }
}

/// A field of a part and what may stand in it.
public struct PartField: Sendable {
    /// Key, presence and explanation.
    public let field: Field
    /// What may stand in it.
    public let value: PartValue

    /// The key in the document.
    public var key: String { field.key }
    /// Whether it must be written.
    public var isRequired: Bool { field.presence == .required }
}

/// What may stand in a field.
public enum PartValue: Sendable {
    /// A text.
    case text(TextFormat)
    /// One of these words.
    case word([String])
    /// `true` or `false`.
    case flag
    /// An integer.
    case integer(IntegerFormat)
    /// A number.
    case number(ClosedRange<Double>)
    /// A percentage or a count from 1.
    case amount
    /// A text that answers hide.
    case secret(TextFormat)
    /// Anything, or any mapping.
    case open(isMapping: Bool)
    /// A list of texts.
    case texts(ListFormat)
    /// A mapping of texts to texts.
    case map(keys: TextFormat, values: TextFormat)
    /// The part of this name.
    case part(String)
    /// A list of parts of this name, at least so many.
    case parts(String, minimum: Int)

    /// The name of the part that stands in the field or in the list, if it is one.
    public var partName: String? {
        switch self {
        case .part(let name), .parts(let name, minimum: _): name
        default: nil
        }
    }
}
