import Resources
import Nodes

/// JSON Schemas, draft 7, of the documents that people write: for editors and for programs that check YAML.
///
/// They say less than `martlet validate`, never more: what a schema refuses, the rules refuse, but for the older forms
/// of documents, which are still read and no longer offered.
public enum KindSchema {
    private static let comment =
        "Produced by “martlet schema” from the descriptions of the kinds. Change those, and produce it again."

    /// The schema of one kind.
    public static func json(_ facts: KindFacts) -> [UInt8] {
        var schemas = PartSchemas(facts.parts, .draft07)
        let document = schemas.schema(facts.document, named: facts.kind.rawValue, inTemplate: false)
        return text(title: facts.kind.rawValue, document.pairs, schemas.definitions)
    }

    /// The schema of every kind that may come from git, chosen by `kind`.
    public static func combined(_ all: [KindFacts]) -> [UInt8] {
        var definitions: [String: Node] = [:]
        var conditions: [Node] = []
        let declared = all.filter(\.kind.comesFromGit)
        for facts in declared {
            let name = facts.kind.rawValue
            var schemas = PartSchemas(facts.parts, .draft07)
            definitions[name] = schemas.schema(facts.document, named: name, inTemplate: false)
            // Equal names are equal parts: a part is named by its type.
            definitions.merge(schemas.definitions) { first, _ in first }
            conditions.append(
                .object([
                    ("if", .holding("kind", name)),
                    ("then", .object([("$ref", .string(SchemaDialect.draft07.pointer(name)))])),
                ]))
        }
        let words = declared.map { Node.string($0.kind.rawValue) }
        let kind = Node.object([
            ("description", .string("What the document describes.")), ("enum", .array(words)),
        ])
        let frame: [(String, Node?)] = [
            ("type", .string("object")), ("required", .array([.string("kind")])),
            ("properties", .object([("kind", kind)])), ("allOf", .array(conditions)),
        ]
        return text(title: "A manifest of Martlet", frame, definitions)
    }

    private static func text(title: String, _ frame: [(String, Node?)], _ definitions: [String: Node]) -> [UInt8] {
        let sorted = definitions.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let head: [(String, Node?)] = [
            ("$schema", .string("http://json-schema.org/draft-07/schema#")), ("$comment", .string(comment)),
            ("title", .string(title)),
        ]
        let definitions = Node.object(sorted.map { ($0.key, $0.value) })
        return Node.object(head + frame + [("definitions", definitions)]).json(pretty: true) + [UInt8(ascii: "\n")]
    }
}
