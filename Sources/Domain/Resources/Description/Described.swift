/// A part of a document that states its own fields, once, for every use: decoding, encoding, schemas, explanation.
///
/// ```swift
/// public struct GitRef: Described {
///     public var repository = ""
///     public init() {}
///     public mutating func describe(_ v: inout some FieldVisitor) {
///         v.field("repository", &repository, .resourceName, doc: "Name of the Repository.")
///     }
/// }
/// ```
public protocol Described: Sendable, Hashable {
    /// The value before anything was read: required texts empty, optional fields nil, lists empty.
    init()

    /// Tells a visitor every field, in the order in which people should read them.
    mutating func describe(_ v: inout some FieldVisitor)

    /// Judges what one field alone cannot show, and normalises. Called after all fields were read, unless one of them
    /// is missing or has the wrong type, so that no finding is only the echo of another.
    mutating func check(_ report: Report)
}

extension Described {
    /// Nothing more to judge than the fields themselves.
    public mutating func check(_ report: Report) {}
}

/// A part of a document with several forms, of which the value of one field, the tag, chooses.
public protocol Variant: Described {
    /// The values of the tag.
    associatedtype Tag: Word

    /// The field that chooses.
    static var tagField: Field { get }

    /// An empty value of the form that `tag` names.
    init(tag: Tag)

    /// The form at hand.
    var tag: Tag { get }

    /// Tells a visitor the fields of the form at hand, without the tag.
    mutating func describeForm(_ v: inout some FieldVisitor)
}

extension Variant {
    /// Visits the tag and then the fields of the form it names.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.variant(Self.tagField, &self)
    }
}

/// A closed set of words, such as `Always`, `IfNotPresent`, `Never`. The raw value is the word on the wire.
public protocol Word: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {}
