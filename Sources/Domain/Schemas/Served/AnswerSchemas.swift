import Nodes
import Resources

/// The schemas of what the wire carries: the kinds as servers answer them, lists of them, and small documents.
enum AnswerSchemas {
    /// The schemas that routes name, and those that these refer to, by name.
    static func reached(by routes: [ServedRoute]) -> Node {
        let all = all
        var reached: Set<String> = []
        var waiting = routes.flatMap(\.schemas)
        while let name = waiting.popLast() {
            guard reached.insert(name).inserted, let schema = all[name] else { continue }
            waiting += schema.references
        }
        return .object(reached.sorted().map { ($0, all[$0]) })
    }

    /// Every schema that there is.
    private static var all: [String: Node] {
        var all = SmallSchemas.all.merging(OperationSchemas.all) { first, _ in first }
        all.merge(RolloutSchemas.all) { first, _ in first }
        for kind in Kind.allCases {
            let facts = KindFacts(kind, by: .servers)
            var schemas = PartSchemas(facts.parts, .openAPI)
            all[kind.rawValue] = schemas.schema(facts.document, named: kind.rawValue, inTemplate: false)
            all["\(kind.rawValue)List"] = list(kind)
            // Equal names are equal parts: a part is named by its type.
            all.merge(schemas.definitions) { first, _ in first }
        }
        all.merge(part(EnrollmentRequestApproval.self)) { first, _ in first }
        return all
    }

    private static func list(_ kind: Kind) -> Node {
        .record(
            [
                ("apiVersion", .word([kind.apiVersion])), ("kind", .word(["\(kind.rawValue)List"])),
                ("metadata", .schema("ListMeta")), ("items", .list(of: .schema(kind.rawValue))),
            ],
            optional: [("summary", kind == .device ? .schema("DevicesSummary") : nil)])
    }

    /// A part that is sent by itself, with those below it.
    private static func part<T: Described>(_ type: T.Type) -> [String: Node] {
        var parts = Parts()
        let name = parts.add(type)
        var schemas = PartSchemas(parts, .openAPI)
        _ = schemas.reference(name, inTemplate: false)
        return schemas.definitions
    }
}

extension Node {
    /// A reference to a schema of the document.
    static func schema(_ name: String) -> Node {
        .object([("$ref", .string(SchemaDialect.openAPI.pointer(name)))])
    }

    /// A text that is one of these words.
    static func word(_ words: [String]) -> Node { .type("string", ("enum", .array(words.map(Node.string)))) }

    /// A list.
    static func list(of element: Node) -> Node { .type("array", ("items", element)) }

    /// An object with fields that always stand there, and others.
    static func record(_ fields: [(String, Node)], optional: [(String, Node?)] = []) -> Node {
        let required = fields.map { Node.string($0.0) }
        return .type(
            "object", ("properties", .object(fields.map { ($0.0, $0.1) } + optional)),
            ("required", required.isEmpty ? nil : .array(required)))
    }

    /// The names of the schemas that stand in references anywhere below.
    fileprivate var references: [String] {
        let below = (entries ?? []).map(\.value) + (elements ?? [])
        let here = self["$ref"]?.string.flatMap { $0.split(separator: "/").last.map(String.init) }
        return (here.map { [$0] } ?? []) + below.flatMap(\.references)
    }
}
