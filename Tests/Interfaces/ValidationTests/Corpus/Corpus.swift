import FoundationEssentials
import Nodes
import Resources
import Testing
import Validation

/// The documents below `Tests/Corpus`: a file or a directory for each case.
enum Corpus {
    /// What is judged, and what must be said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let path: String
        /// `MR1101 5:3`, or `MR1101 fleets/a.yaml 5:3` in a directory, one for each finding, in order of place.
        let expected: [String]

        /// What the test runner shows.
        var testDescription: String { name }

        /// The rule that the name starts with.
        var rule: String { String(name.prefix { $0 != "-" }) }
    }

    static let wrong = cases(of: "wrong")
    static let right = cases(of: "right")

    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/") + "/Corpus"

    private static func cases(of name: String) -> [Case] {
        let folder = "\(folder)/\(name)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { !$0.hasSuffix(".expect") }.map { name in
            let base = name.prefix { $0 != "." }
            let text = FileManager.default.contents(atPath: "\(folder)/\(base).expect").map {
                String(decoding: $0, as: UTF8.self)
            }
            return Case(
                name: name, path: "\(folder)/\(name)",
                expected: text?.split(whereSeparator: \.isNewline).map(String.init) ?? [])
        }
    }
}

extension Corpus.Case {
    /// What the whole of validation says.
    ///
    /// The case stands for the repository at https://git.example.com/this.git, at any revision.
    func judge() throws -> ValidationResult {
        try Validator(LocalSource(paths: [path])) { question in
            guard question.address?.hasSuffix("/this.git") == true else { return nil }
            return FileManager.default.fileExists(atPath: "\(path)/\(question.path)")
        }.run()
    }

    /// The findings that count here: errors and warnings, and those of the rule that the case is about. That a kind is
    /// not kept by servers counts only where the case is about that.
    func relevant(_ result: ValidationResult) -> [LocatedFinding] {
        result.findings.filter { located in
            located.finding.rule == rule
                || located.finding.severity > .note && located.finding.rule != Rule.kindNotKept.id
        }
    }

    /// A finding as an expectation writes it.
    func line(_ located: LocatedFinding) -> String {
        let file = located.file == path ? "" : " " + located.file.replacing(path + "/", with: "")
        return "\(located.finding.rule)\(file) \(located.start)"
    }
}
