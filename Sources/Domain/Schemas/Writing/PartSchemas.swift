import Nodes
import Resources

/// Writes the schemas of parts, and notes which others they refer to.
struct PartSchemas {
    let parts: Parts
    let dialect: SchemaDialect
    /// The schemas of the parts that were referred to, by name.
    private(set) var definitions: [String: Node] = [:]

    init(_ parts: Parts, _ dialect: SchemaDialect) {
        self.parts = parts
        self.dialect = dialect
    }

    /// A reference to the schema of a part, which is written unless it was already.
    mutating func reference(_ name: String, inTemplate: Bool) -> Node {
        let holdsPlaceholders = inTemplate && parts.mayHoldPlaceholders(name)
        let definition = holdsPlaceholders ? name + "InTemplate" : name
        if definitions[definition] == nil {
            // Stands there while the fields are written, so that a part within itself comes to an end.
            definitions[definition] = .object([])
            definitions[definition] = schema(parts[name], named: definition, inTemplate: holdsPlaceholders)
        }
        return .object([("$ref", .string(dialect.pointer(definition)))])
    }

    /// The schema of a part.
    mutating func schema(_ part: Part, named name: String, inTemplate: Bool) -> Node {
        guard let forms = part.forms else { return closed(part, tag: nil, inTemplate: inTemplate) }
        switch dialect {
        case .draft07: return conditional(forms, named: name, inTemplate: inTemplate)
        case .openAPI: return discriminated(forms, named: name, inTemplate: inTemplate)
        }
    }

    /// Fields and their limits. With a `tag`, the part is one form of several.
    private mutating func closed(_ part: Part, tag: (PartField, word: String)?, inTemplate: Bool) -> Node {
        var fields = part.fields
        if let (field, word) = tag {
            fields.insert(PartField(field: field.field, value: .word([word])), at: 0)
        }
        let required = fields.filter(\.isRequired).map { Node.string($0.key) }
        let properties = fields.map { ($0.key, schema($0, inTemplate: inTemplate) as Node?) }
        let all = Node.object(properties + part.ignored.map { ($0.key, $0.schema(dialect)) })
        return .object(
            [
                ("type", .string("object")), ("properties", all),
                ("required", required.isEmpty ? nil : .array(required)),
                ("additionalProperties", dialect == .draft07 ? .bool(false) : nil),
            ] + part.choiceSchemas)
    }

    /// `if` and `then` for each form: an editor then complains about the form that is meant, and not about all others.
    private mutating func conditional(_ forms: Part.Forms, named name: String, inTemplate: Bool) -> Node {
        let tag = forms.tag
        let conditions = forms.all.map { form in
            define(form, of: name, tag: tag, inTemplate: inTemplate)
            return Node.object([
                ("if", .holding(tag.key, form.word)), ("then", .object([("$ref", .string(pointer(form, of: name)))])),
            ])
        }
        return .object([
            ("type", .string("object")), ("required", .array([.string(tag.key)])),
            ("properties", .object([(tag.key, schema(tag, inTemplate: false))])), ("allOf", .array(conditions)),
        ])
    }

    private mutating func discriminated(_ forms: Part.Forms, named name: String, inTemplate: Bool) -> Node {
        for form in forms.all { define(form, of: name, tag: forms.tag, inTemplate: inTemplate) }
        let pointers = forms.all.map { ($0.word, Node.string(pointer($0, of: name)) as Node?) }
        let references = pointers.map { Node.object([("$ref", $0.1)]) }
        let discriminator = Node.object([("propertyName", .string(forms.tag.key)), ("mapping", .object(pointers))])
        return .object([("oneOf", .array(references)), ("discriminator", discriminator)])
    }

    private mutating func define(_ form: Part.Form, of name: String, tag: PartField, inTemplate: Bool) {
        definitions[Self.name(form, of: name)] = closed(form.part, tag: (tag, form.word), inTemplate: inTemplate)
    }

    private func pointer(_ form: Part.Form, of name: String) -> String { dialect.pointer(Self.name(form, of: name)) }

    /// The form's name with the ending that the whole part has in a template.
    private static func name(_ form: Part.Form, of name: String) -> String {
        name.hasSuffix("InTemplate") ? form.part.name + "InTemplate" : form.part.name
    }
}

extension Part.OtherField {
    /// Anything may stand there, and editors should not offer it.
    fileprivate func schema(_ dialect: SchemaDialect) -> Node {
        let text =
            reason.map { "Has no effect here: \($0)." } ?? "Has no effect here: it is written by the server only."
        return .object([
            ("description", .string(text)), ("doNotSuggest", dialect == .draft07 ? .bool(true) : nil),
        ])
    }
}

extension Node {
    /// A schema of mappings in which a key has this value.
    static func holding(_ key: String, _ word: String) -> Node {
        .object([
            ("properties", .object([(key, .object([("const", .string(word))]))])), ("required", .array([.string(key)])),
        ])
    }
}
