import Resources

/// A kind, or one field of it, with what may stand below.
public struct Explanation: Sendable {
    /// The kind.
    public let facts: KindFacts
    /// The keys that lead to the field; empty for the kind itself.
    public internal(set) var keys: [String] = []
    /// The field; nil for the kind itself.
    public internal(set) var field: PartField?
    /// The forms of the part around it that have the field; empty when all have it.
    public internal(set) var forms: [String] = []
    /// Whether texts may hold placeholders where their format allows it.
    public internal(set) var inTemplate = false

    /// The part whose fields can stand below; nil below a text, a number, a mapping.
    public var part: Part? {
        guard let field else { return facts.document }
        return field.value.partName.map { facts.parts[$0] }
    }

    /// The words by which `martlet explain` finds it, such as `fleet.spec.template`.
    public var path: String { ([facts.kind.singular] + keys).joined(separator: ".") }

    init(_ facts: KindFacts) { self.facts = facts }

    /// Finds a kind or a field.
    /// - Parameter path: a kind as command lines name it, and the keys that lead to the field, all joined by dots. Lists
    ///   are passed through with or without `[]` or a number in brackets.
    /// - Throws: what is not known, with the word that may be meant.
    public init(path: String) throws(ExplanationError) {
        let (word, rest) = path.firstPart
        guard let kind = Kind(word: word) else { throw .unknownKind(word) }
        self.init(KindFacts(kind))
        var left = rest
        while let rest = left {
            guard let step = step(rest) else { throw .unknownField(rest.firstPart.first, in: self) }
            left = step.rest
            self = step.below
        }
    }

    /// One field further. Keys may hold dots themselves, so that the longest key that fits is taken.
    private func step(_ path: Substring) -> (below: Explanation, rest: Substring?)? {
        let fitting = (part?.fieldsOfForms ?? []).compactMap { choice in
            path.dropping(key: choice.field.key).map { (choice, $0) }
        }
        guard let (choice, rest) = fitting.max(by: { $0.0.field.key.utf8.count < $1.0.field.key.utf8.count }) else {
            return nil
        }
        var below = self
        below.keys.append(choice.field.key)
        below.field = choice.field
        below.forms = choice.forms
        below.inTemplate = inTemplate || choice.field.field.startsTemplate
        return (below, rest.text)
    }
}

/// A field of a part, and which of the part's forms have it.
public struct FieldOfForms: Sendable {
    /// The field.
    public let field: PartField
    /// The words of the forms; empty when all have it.
    public let forms: [String]
}

extension Part {
    /// The fields of the part; when it has several forms, the tag and then those of all forms, each once.
    public var fieldsOfForms: [FieldOfForms] {
        guard let forms else { return fields.map { FieldOfForms(field: $0, forms: []) } }
        var found: [FieldOfForms] = [FieldOfForms(field: forms.tag, forms: [])]
        for field in forms.all.flatMap(\.part.fields) where !found.contains(where: { $0.field.key == field.key }) {
            let having = forms.all.filter { $0.part.fields.contains { $0.key == field.key } }.map(\.word)
            found.append(FieldOfForms(field: field, forms: having.count == forms.all.count ? [] : having))
        }
        return found
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The text before the first dot, and what follows the dot, if there is one.
    fileprivate var firstPart: (first: String, rest: Substring?) {
        guard let dot = firstIndex(of: ".") else { return (String(self), nil) }
        return (String(self[..<dot]), self[index(after: dot)...])
    }
}

/// What follows a key in a path.
private struct Rest {
    /// Nil at the end of the path.
    let text: Substring?
}

extension Substring {
    /// What follows `key`, if the text begins with it and then ends or goes on below, through a list or not.
    fileprivate func dropping(key: String) -> Rest? {
        guard hasPrefix(key) else { return nil }
        var rest = dropFirst(key.count)
        if rest.first == "[", let end = rest.firstIndex(of: "]") { rest = rest[rest.index(after: end)...] }
        if rest.isEmpty { return Rest(text: nil) }
        return rest.first == "." ? Rest(text: rest.dropFirst()) : nil
    }
}
