/// What is known of a field whatever its type is.
public struct Field: Sendable {
    /// The key in the document.
    public var key: String
    /// Whether it must stand there, and what holds when it does not.
    public var presence: Presence
    /// One or two sentences for people, without the field's name in front.
    public var doc: String
    /// Whether texts below this field may hold `{{ … }}` where their format allows it: the template of a fleet.
    public var startsTemplate: Bool
    /// Whether the field is ours and unknown to other systems that read such documents; see ``Extension``.
    public var isExtension: Bool
    /// Whether a value that is kept as it is must at least be a mapping.
    public var isMapping: Bool

    /// A field of this name.
    public init(
        _ key: String, _ presence: Presence, doc: String, startsTemplate: Bool = false, isExtension: Bool = false,
        isMapping: Bool = false
    ) {
        self.key = key
        self.presence = presence
        self.doc = doc
        self.startsTemplate = startsTemplate
        self.isExtension = isExtension
        self.isMapping = isMapping
    }

    /// Whether a field must be written.
    public enum Presence: Sendable, Hashable {
        /// It must be written.
        case required
        /// It may be left out, which means that there is none.
        case optional
        /// It may be left out, which means this value; answers then show the value.
        case defaulted(String)
    }
}

/// The limits of an integer.
public struct IntegerFormat: Sendable, Hashable {
    /// The values allowed.
    public var range: ClosedRange<Int64>
    /// How the number may be written in YAML.
    public var notation: Notation

    /// Integers within `range`.
    public init(_ range: ClosedRange<Int64>, notation: Notation = .decimal) {
        self.range = range
        self.notation = notation
    }

    /// How an integer is written.
    public enum Notation: Sendable, Hashable {
        /// As the YAML core schema and JSON have it.
        case decimal
        /// As the mode of a file: with a leading zero (`0644`) the digits are octal, as everyone means them.
        case fileMode
    }

    /// Any integer of 64 bits.
    public static let any = IntegerFormat(.min ... .max)
    /// Any integer from 1.
    public static let positive = IntegerFormat(1 ... .max)
    /// Permission bits of a file, 0 to 07777.
    public static let fileMode = IntegerFormat(0...0o7777, notation: .fileMode)
}

/// The limits of a list of texts.
public struct ListFormat: Sendable {
    /// What each element must be.
    public var element: TextFormat
    /// How many elements there must be at least.
    public var minimum: Int
    /// Whether no element may stand twice.
    public var isSet: Bool

    /// A list whose elements have the given format.
    public init(of element: TextFormat, minimum: Int = 0, isSet: Bool = false) {
        self.element = element
        self.minimum = minimum
        self.isSet = isSet
    }
}
