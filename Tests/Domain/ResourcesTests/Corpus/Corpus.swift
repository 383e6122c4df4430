import FoundationEssentials
import Nodes
import Resources
import Testing

/// The documents below `Tests/Corpus`, one file a case. Cases across files are directories and are left to validation.
enum Corpus {
    /// A file and what its reading must say.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        /// `MR1101 5:3`, one for each finding, in order of place.
        let expected: [String]

        /// What the test runner shows.
        var testDescription: String { name }

        /// The rule that a file's name starts with.
        var rule: String { String(name.prefix { $0 != "-" }) }
    }

    static let wrong = cases(of: "wrong")
    static let right = cases(of: "right")

    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/") + "/Corpus"

    private static func cases(of name: String) -> [Case] {
        let folder = URL(filePath: folder + "/" + name, directoryHint: .isDirectory)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            guard let rule = Rule(id: String(name.prefix { $0 != "-" })), rule.isJudgedByOneFile,
                !name.hasSuffix(".expect"), let data = try? Data(contentsOf: folder.appending(path: name))
            else { return nil }
            let expectation = folder.appending(path: name.prefix { $0 != "." } + ".expect")
            let lines = (try? Data(contentsOf: expectation)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return Case(name: name, bytes: Array(data), expected: lines.split(separator: "\n").map(String.init))
        }
    }
}

extension Rule {
    /// Whether the reader of one manifest finds what breaks this rule, rather than a look at all of them.
    fileprivate var isJudgedByOneFile: Bool { id < "MR20" }
}

extension Corpus.Case {
    /// What is said of the file: errors and warnings, and the findings of the rule that the case is about.
    var found: [LocatedFinding] {
        ManifestReader.read(bytes, file: name).findings
            .filter { $0.finding.severity > .note || $0.finding.rule == rule }
            .sorted { ($0.start, $0.finding.rule) < ($1.start, $1.finding.rule) }
    }
}
