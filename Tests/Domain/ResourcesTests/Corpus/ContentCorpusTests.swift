import FoundationEssentials
import Nodes
import Resources
import Testing

@Suite("The corpus of contents and links") struct ContentCorpusTests {
    @Test("A wrong case has exactly the findings that stand beside it", arguments: ContentCorpus.cases("wrong"))
    func wrong(_ example: ContentCorpus) throws {
        let expected = try example.expected
        #expect(expected.contains { $0.hasPrefix(example.rule) })
        #expect(example.found.map(\.text) == expected, "\(example.found.map(\.finding.description))")
        for (_, finding) in example.found {
            #expect(finding.start <= finding.end)
            #expect(finding.finding.message.hasSuffix("."), "\(finding.finding.message)")
            #expect(finding.finding.fix.hasSuffix(".") || finding.finding.fix.hasSuffix("?"), "\(finding.finding.fix)")
        }
    }

    @Test("A right case has neither errors nor warnings", arguments: ContentCorpus.cases("right"))
    func right(_ example: ContentCorpus) {
        #expect(example.found.map(\.finding.description) == [])
        #expect(!example.manifests.isEmpty)
    }

    @Test("Every rule has a wrong and a right case")
    func coverage() {
        let rules = Set(Rule.allCases.map(\.id).filter { $0 >= "MR20" && $0 < "MR26" })
        #expect(rules.subtracting(ContentCorpus.cases("wrong").map(\.rule)) == [])
        #expect(rules.subtracting(ContentCorpus.cases("right").map(\.rule)) == [])
    }
}

/// A case of the corpus, a file or a directory of files, that is judged with the rules between documents.
struct ContentCorpus: Sendable, CustomTestStringConvertible {
    let path: String
    let testDescription: String

    var rule: String { String(testDescription.prefix { $0 != "-" }) }

    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/") + "/Corpus"

    static func cases(_ side: String) -> [ContentCorpus] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(side)")) ?? []
        return names.sorted().filter { $0 >= "MR20" && $0 < "MR26" && !$0.hasSuffix(".expect") }
            .map { ContentCorpus(path: "\(folder)/\(side)/\($0)", testDescription: $0) }
    }

    var expected: [String] {
        get throws {
            let stem = isDirectory ? path : String(path.prefix(upTo: path.lastIndex(of: ".") ?? path.endIndex))
            let text = String(decoding: try Data(contentsOf: URL(filePath: stem + ".expect")), as: UTF8.self)
            return text.split(separator: "\n").map(String.init)
        }
    }

    private var isDirectory: Bool { !path.hasSuffix(".yaml") }

    private var files: [(name: String, bytes: [UInt8])] {
        let names = isDirectory ? ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted() : [""]
        return names.compactMap { name in
            let file = isDirectory ? "\(path)/\(name)" : path
            guard file.hasSuffix(".yaml"), let data = try? Data(contentsOf: URL(filePath: file)) else { return nil }
            return (name, Array(data))
        }
    }

    var manifests: [Manifest] { files.flatMap { ManifestReader.read($0.bytes, file: $0.name).manifests } }

    /// Errors, warnings, and what the case is about, with the lines that state them.
    var found: [(text: String, finding: LocatedFinding)] {
        let files = files
        let read = files.map { ManifestReader.read($0.bytes, file: $0.name) }
        let names = Set(files.map(\.name))
        let directories = Set(names.compactMap { $0.split(separator: "/").dropLast().first.map(String.init) })
        // The repository at hand is called “this”; single files are judged by themselves.
        let links =
            !isDirectory
            ? []
            : Links.judge(read.flatMap(\.manifests).map(\.links)) { question in
                question.repository == "this"
                    ? names.contains(question.path) || directories.contains(question.path) : nil
            }
        return (read.flatMap(\.findings) + links)
            .filter { $0.finding.severity > .note || $0.finding.rule == rule }
            .sorted { ($0.file, $0.start, $0.finding.rule) < ($1.file, $1.start, $1.finding.rule) }
            .map { ("\($0.finding.rule) \($0.file.isEmpty ? "" : $0.file + " ")\($0.start)", $0) }
    }
}
