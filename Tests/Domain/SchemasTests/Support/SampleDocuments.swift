import FoundationEssentials
import Nodes
import Resources

@testable import Schemas

/// Documents from the examples, from the corpus, and one of every form.
enum SampleDocuments {
    /// The root of the repository.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().path
        .split(separator: "/", omittingEmptySubsequences: false).dropLast(5).joined(separator: "/")

    /// A file with manifests, by its path below the root.
    struct File: Sendable, CustomStringConvertible {
        let path: String
        var description: String { path }

        var bytes: [UInt8] { FileManager.default.contents(atPath: "\(root)/\(path)").map(Array.init) ?? [] }

        /// The documents; those before the place where reading ends.
        var documents: [Node] {
            var documents: [Node] = []
            if path.hasSuffix(".json") { return (try? JSON.parse(bytes)).map { [$0] } ?? [] }
            _ = YAML.read(bytes, limits: .manifest) { if !$0.isNull { documents.append($0) } }
            return documents
        }
    }

    /// Settings of validation, and files that no sync reads, are no manifests.
    static let right = (files(below: "examples/bootstrap") + files(below: "examples/repository") + corpus("right"))
        .filter { file in file.documents.contains { $0["apiVersion"] != nil && $0["kind"] != nil } }

    /// The wrong documents of the corpus that are single files.
    static let wrong = corpus("wrong")

    /// Every form of configuration, application and repository.
    static let whole = File(path: "Tests/Corpus/schemas/whole.yaml")

    private static func corpus(_ name: String) -> [File] { files(below: "Tests/Corpus/\(name)") }

    private static func files(below folder: String) -> [File] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return names.sorted().flatMap { name -> [File] in
            // The settings of a case are no manifest.
            if name == "martlet.yaml" { return [] }
            let path = "\(folder)/\(name)"
            let isManifest = [".yaml", ".yml", ".json"].contains { name.lowercased().hasSuffix($0) }
            return isManifest ? [File(path: path)] : files(below: path)
        }
    }
}

/// The checks of every kind, and the one that chooses by `kind`.
struct KindChecks: Sendable {
    private let byKind: [String: DraftCheck]
    let combined: DraftCheck

    static let all = Result { try KindChecks() }

    private init() throws {
        let pairs = try KindFacts.all.map { ($0.kind.rawValue, try DraftCheck(KindSchema.json($0))) }
        byKind = Dictionary(uniqueKeysWithValues: pairs)
        combined = try DraftCheck(KindSchema.combined(KindFacts.all))
    }

    /// What a document violates of its own kind's schema; of the combined one when the kind has none.
    func violations(_ document: Node) -> [String] {
        let own = document["kind"]?.string.flatMap { byKind[$0] }
        return (own ?? combined).violations(document)
    }
}
