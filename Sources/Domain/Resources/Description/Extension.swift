import Secrets

/// A field that is ours: accepted in manifests, marked in schemas, unknown to other systems that read such documents.
public struct Extension: Sendable, Hashable {
    /// The kind whose documents may hold it.
    public let kind: Kind
    /// Where it stands.
    public let path: FieldPath
    /// What it is.
    public let doc: String

    /// Every extension: what the descriptions of all kinds mark as one.
    public static let all: [Extension] = Kind.allCases.flatMap { kind in
        var finder = ExtensionFinder(kind: kind)
        kind.describeManifest(&finder)
        return finder.found
    }
}

/// The visitor that goes through all fields and all forms of a kind and keeps the extensions.
private struct ExtensionFinder: FieldVisitor {
    let kind: Kind
    private(set) var found: [Extension] = []
    private var path: [FieldPath.Step] = []

    init(kind: Kind) { self.kind = kind }

    private mutating func note(_ field: Field) {
        guard field.isExtension else { return }
        found.append(Extension(kind: kind, path: FieldPath(path + [.key(field.key)]), doc: field.doc))
    }

    private mutating func look<T: Described>(into _: T.Type, _ field: Field) {
        note(field)
        path.append(.key(field.key))
        var part = T()
        part.describe(&self)
        path.removeLast()
    }

    mutating func object<T: Described>(_ field: Field, _ value: inout T?) { look(into: T.self, field) }

    mutating func objects<T: Described>(_ field: Field, _ value: inout [T]?, minimum: Int) {
        look(into: T.self, field)
    }

    /// All forms; a field that several of them share is one.
    mutating func variant<V: Variant>(_ field: Field, _ value: inout V) {
        note(field)
        let before = found
        for tag in V.Tag.allCases {
            var form = V(tag: tag)
            var finder = self
            finder.found = []
            form.describeForm(&finder)
            found += finder.found.filter { !found.dropFirst(before.count).contains($0) }
        }
    }

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
    mutating func oneOf(_ keys: [String], _ presence: Field.Presence) {}
    mutating func ignored(_ key: String, because reason: String?) {}
    mutating func refused(_ key: String, because reason: String) {}
}
