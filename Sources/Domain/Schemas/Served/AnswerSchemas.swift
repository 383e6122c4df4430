import Nodes
import Resources

/// The schemas of what the wire carries: the kinds with their statuses, lists of them, and small documents.
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
        var all = StatusSchemas.all.merging(SmallSchemas.all) { first, _ in first }
        for facts in KindFacts.all {
            var schemas = PartSchemas(facts.parts, .openAPI)
            let spec = facts.document.fields.first { $0.key == "spec" }?.value.partName
            let reference = spec.map { schemas.reference($0, inTemplate: false) }
            all.merge(schemas.definitions) { first, _ in first }
            all[facts.kind.rawValue] = object(facts.kind, spec: reference)
        }
        all["EnrollmentRequestApproval"] = approval
        for kind in Kind.allCases { all["\(kind.rawValue)List"] = list(kind) }
        return all
    }

    private static func object(_ kind: Kind, spec: Node?) -> Node {
        let status = "\(kind.rawValue)Status"
        return .record(
            [
                ("apiVersion", .word([APIVersion.current])), ("kind", .word([kind.rawValue])),
                ("metadata", .schema("ObjectMeta")),
            ],
            optional: [
                ("spec", spec), ("status", StatusSchemas.all[status].map { _ in Node.schema(status) }),
            ])
    }

    private static func list(_ kind: Kind) -> Node {
        .record(
            [
                ("apiVersion", .word([APIVersion.current])), ("kind", .word(["\(kind.rawValue)List"])),
                ("metadata", .schema("ListMeta")), ("items", .list(of: .schema(kind.rawValue))),
            ],
            optional: [("summary", kind == .device ? .schema("DevicesSummary") : nil)])
    }

    private static var approval: Node {
        var parts = Parts()
        let name = parts.add(EnrollmentRequestApproval.self)
        var schemas = PartSchemas(parts, .openAPI)
        return schemas.schema(parts[name], named: name, inTemplate: false)
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
        let here = [self["$ref"]?.string, string].compactMap { $0?.split(separator: "/").last.map(String.init) }
        return here + below.flatMap(\.references)
    }
}
