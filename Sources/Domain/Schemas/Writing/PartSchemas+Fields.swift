import Nodes
import Resources

extension PartSchemas {
    /// The schema of what may stand in a field, with its explanation.
    mutating func schema(_ field: PartField, inTemplate: Bool) -> Node {
        let inTemplate = inTemplate || field.field.startsTemplate
        let value = value(field.value, inTemplate: inTemplate)
        let head: [(String, Node?)] = [
            ("description", .string(field.field.doc)),
            ("x-martlet-extension", field.field.isExtension ? .bool(true) : nil),
        ]
        // What stands beside a reference is not looked at, so that the reference goes into a list of one.
        let parts = value.entries?.first?.key == "$ref" ? [("allOf", Node.array([value]) as Node?)] : value.pairs
        return .object(head + parts + [("default", field.fallback)])
    }

    private mutating func value(_ value: PartValue, inTemplate: Bool) -> Node {
        switch value {
        case .text(let format): return format.schema(dialect, inTemplate: inTemplate)
        case .word(let words): return Self.words(words, dialect)
        case .flag: return .type("boolean")
        case .integer(let format): return format.schema(dialect)
        case .number(let range):
            return .type("number", ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)))
        case .amount: return Self.amount(dialect)
        case .secret(let format): return format.secretSchema(dialect)
        case .open(let isMapping): return isMapping ? .type("object") : .object([])
        case .texts(let format): return format.schema(dialect, inTemplate: inTemplate)
        case .map(let keys, let values):
            let names = dialect == .draft07 ? keys.schema(dialect, inTemplate: false) : nil
            return .type(
                "object", ("propertyNames", names),
                ("additionalProperties", values.schema(dialect, inTemplate: inTemplate)))
        case .part(let name): return reference(name, inTemplate: inTemplate)
        case .parts(let name, let minimum):
            return .type(
                "array", ("items", reference(name, inTemplate: inTemplate)),
                ("minItems", minimum > 0 ? .integer(Int64(minimum)) : nil))
        }
    }

    private static func words(_ words: [String], _ dialect: SchemaDialect) -> Node {
        switch dialect {
        case .draft07 where words.count == 1: .object([("const", .string(words[0]))])
        case .draft07: .object([("enum", .array(words.map(Node.string)))])
        case .openAPI: .type("string", ("enum", .array(words.map(Node.string))))
        }
    }

    private static func amount(_ dialect: SchemaDialect) -> Node {
        let count = IntegerFormat.positive.schema(dialect)
        return .object([("anyOf", .array([TextFormat.percentage.schema(dialect, inTemplate: false), count]))])
    }
}

extension PartField {
    /// What holds when the field is left out, as a value of its type.
    fileprivate var fallback: Node? {
        guard case .defaulted(let text) = field.presence else { return nil }
        switch value {
        case .flag: return .bool(text == "true")
        case .integer: return Int64(text).map(Node.integer)
        default: return .string(text)
        }
    }
}

extension Node {
    /// A schema of one type.
    static func type(_ name: String, _ limits: (String, Node?)...) -> Node {
        .object([("type", .string(name))] + limits)
    }

    /// The pairs of a mapping, to write others around them.
    var pairs: [(String, Node?)] { (entries ?? []).map { ($0.key, $0.value) } }
}
