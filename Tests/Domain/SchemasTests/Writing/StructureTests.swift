import Nodes
import Resources
import Testing

@testable import Schemas

/// The files as trees.
private let schemas: [(name: String, root: Node)] = SchemaFile.all.compactMap { file in
    let limits = NodeLimits(maxBytes: 4 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 1, maxAliasExpansion: 0)
    return (try? JSON.parse(file.bytes, limits: limits)).map { (file.name, $0) }
}

@Suite("Schemas by themselves") struct StructureTests {
    @Test("are all JSON") func json() { #expect(schemas.count == SchemaFile.all.count) }

    @Test("refer to what is there, and hold nothing that is not referred to", arguments: schemas.indices)
    func references(_ index: Int) {
        let root = schemas[index].root
        let isServed = root["openapi"] != nil
        let base = isServed ? "#/components/schemas/" : "#/definitions/"
        let definitions = isServed ? root["components"]?["schemas"] : root["definitions"]
        let there = Set((definitions?.entries ?? []).map(\.key))
        let asked = Set(
            root.everyNode.flatMap { [$0["$ref"]?.string] + ($0["mapping"]?.entries ?? []).map(\.value.string) }
                .compactMap { $0.flatMap { $0.hasPrefix(base) ? String($0.dropFirst(base.count)) : nil } })
        #expect(asked == there)
    }

    @Test("close every mapping of known fields, and require only fields that are known", arguments: schemas.indices)
    func closed(_ index: Int) {
        let (name, root) = schemas[index]
        for node in root.everyNode where node["properties"] != nil && node["type"]?.string == "object" {
            let keys = Set((node["properties"]?.entries ?? []).map(\.key))
            let required = (node["required"]?.elements ?? []).compactMap(\.string)
            #expect(keys.isSuperset(of: required), "\(name): \(required)")
            // A part with several forms is closed in each of its forms.
            if root["openapi"] == nil, node["allOf"]?.elements?.first?["if"] == nil {
                #expect(node["additionalProperties"]?.bool == false, "\(name): \(keys.sorted())")
            }
        }
    }

    @Test("explain every field", arguments: schemas.indices)
    func explained(_ index: Int) {
        let (name, root) = schemas[index]
        guard root["openapi"] == nil else { return }
        for node in root.everyNode where node["type"]?.string == "object" {
            for property in node["properties"]?.entries ?? [] {
                #expect(property.value["description"]?.string?.isEmpty == false, "\(name): \(property.key)")
            }
        }
    }
}

@Suite("Facts of the kinds") struct FactsTests {
    @Test("the frame of each kind names it and its version", arguments: Kind.allCases)
    func frame(_ kind: Kind) {
        let facts = KindFacts(kind)
        #expect(facts.document.fields.map(\.key).starts(with: ["apiVersion", "kind", "metadata"]))
        guard case .word([kind.rawValue]) = facts.document.fields[1].value else {
            Issue.record("the field kind is \(facts.document.fields[1].value)")
            return
        }
    }

    @Test("fields of ours are marked in the schemas of documents, and no others", arguments: Kind.allCases)
    func extensions(_ kind: Kind) throws {
        let marked = try JSON.parse(KindSchema.json(KindFacts(kind)), limits: .manifest).everyNode
            .flatMap { $0["properties"]?.entries ?? [] }
            .filter { $0.value["x-martlet-extension"]?.bool == true }.map(\.key)
        let stated = Extension.all.filter { $0.kind == kind }.map { "\($0.path)" }
        #expect(marked.count == stated.count)
        for key in marked { #expect(stated.contains { $0.hasSuffix(".\(key)") }, "\(key) in \(stated)") }
    }

    @Test("one form of several has the fields of no other")
    func forms() throws {
        let repository = KindFacts(.repository)
        let forms = try #require(repository.parts["RepositorySpec"].forms)
        #expect(forms.all.map(\.word) == ["git", "http", "oci"])
        #expect(forms.all[2].part.fields.map(\.key).contains("registry"))
        #expect(!forms.all[0].part.fields.map(\.key).contains("registry"))
    }
}

extension Node {
    /// The node and all below it.
    fileprivate var everyNode: [Node] {
        [self] + ((entries ?? []).map(\.value) + (elements ?? [])).flatMap(\.everyNode)
    }
}
