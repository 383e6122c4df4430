import Secrets

/// Someone who walks over the fields of a kind: a decoder fills them, an encoder reads them, a schema writer notes
/// their limits. Values are optional in both directions; descriptions use the `field` functions on top of these.
public protocol FieldVisitor {
    /// A text.
    mutating func text(_ field: Field, _ value: inout String?, _ format: TextFormat)
    /// A word of a closed set.
    mutating func word<W: Word>(_ field: Field, _ value: inout W?)
    /// `true` or `false`.
    mutating func flag(_ field: Field, _ value: inout Bool?)
    /// An integer.
    mutating func integer(_ field: Field, _ value: inout Int64?, _ format: IntegerFormat)
    /// A number.
    mutating func number(_ field: Field, _ value: inout Double?, _ range: ClosedRange<Double>)
    /// A percentage such as `25%`, or a count from 1.
    mutating func amount(_ field: Field, _ value: inout Amount?)
    /// A text that must not be seen. Findings about it never show it.
    mutating func secret(_ field: Field, _ value: inout Secret?, _ format: TextFormat)
    /// Anything, kept as it is.
    mutating func open(_ field: Field, _ value: inout OpenJSON?)
    /// A list of texts.
    mutating func texts(_ field: Field, _ value: inout [String]?, _ format: ListFormat)
    /// A mapping of texts to texts.
    mutating func map(_ field: Field, _ value: inout [String: String]?, keys: TextFormat, values: TextFormat)
    /// A part with fields of its own.
    mutating func object<T: Described>(_ field: Field, _ value: inout T?)
    /// A list of such parts.
    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int)
    /// The forms of the part being described, chosen by the tag in `field`.
    mutating func variant<V: Variant>(_ field: Field, _ value: inout V)
    /// Of these fields, which are described as optional, not more than one may stand; one must if `presence` requires it.
    mutating func oneOf(_ keys: [String], _ presence: Field.Presence)
    /// A field that may stand in a document and has no effect there. Given a reason, readers of manifests are told so.
    mutating func ignored(_ key: String, because reason: String?)
    /// A field that only the server writes; a document from a user must not hold it.
    mutating func refused(_ key: String, because reason: String)
}
