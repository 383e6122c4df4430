import Resources
import Testing

@testable import Validation

@Suite("Input that means harm (P10)") struct HostileTests {
    /// Each with the rule that stops it.
    private static let inputs: [(name: String, text: String, rule: String)] = [
        ("deep nesting", "a: " + String(repeating: "[", count: 100_000), "MR1003"),
        ("deep mappings", (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), "MR1003"),
        (
            "aliases of aliases",
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
                + zip("bcdefghi", "abcdefgh").map {
                    "\($0): &\($0) [\(Array(repeating: "*\($1)", count: 9).joined(separator: ","))]\n"
                }.joined(),
            "MR1003"
        ),
        ("NUL", "kind: \0", "MR1002"),
        ("a tab that indents", "kind:\n\tFleet: x\n", "MR1001"),
        ("too many bytes", String(repeating: "#", count: SourceFile.largest + 1), "MR1003"),
        ("many documents", String(repeating: "---\n", count: 20_000), "MR1003"),
        ("an alias of itself", "a: &a [*a]\n", "MR1005"),
        ("a huge scalar", "a: " + String(repeating: "x", count: 1_000_000), "MR1102"),
        ("UTF-16", "\u{FEFF}".unicodeScalars.reduce(into: "") { $0.unicodeScalars.append($1) } + "kind: [", "MR1001"),
        ("many wrong documents", String(repeating: "--- x\n", count: 9_000), "MR1006"),
    ]

    @Test("It is a finding", arguments: inputs.indices)
    func refuses(_ index: Int) async throws {
        let (name, text, rule) = Self.inputs[index]
        let judged = try await validate(["a.yaml": text])
        #expect(judged.findings.contains { $0.hasPrefix(rule) }, "\(name): \(judged.findings.prefix(3))")
        #expect(judged.result.exitStatus == 1)
        #expect(judged.result.findings.count <= 3 * FileJudge.most + 1)
    }

    @Test("A file without documents, line ends of all sorts and byte order marks are no mistakes")
    func accepts() async throws {
        let judged = try await validate([
            "empty.yaml": "", "comment.yaml": "# nothing\n", "dashes.yaml": "---\n---\n",
            "crlf.yaml": Sample.device("one").replacing("\n", with: "\r\n"),
            "mark.yaml": "\u{FEFF}" + Sample.fleet.replacing("name: web", with: "name: other"),
        ])
        #expect(judged.findings.isEmpty, "\(judged.findings)")
        #expect(judged.result.documents == 2)
        #expect(judged.result.exitStatus == 0)
    }

    @Test("Errors are never hidden by a flood of notes")
    func flood() async throws {
        let ignored = (0..<3000).map {
            "---\napiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata: {name: d\($0)}\nspec: {}\nstatus: {}\n"
        }
        let judged = try await validate(["a.yaml": ignored.joined() + "---\n" + Sample.misspelt])
        #expect(judged.findings.contains { $0.hasPrefix("MR1101") })
        #expect(judged.findings.contains { $0.hasPrefix("MR1012") })
        #expect(judged.result.exitStatus == 1)
    }

    @Test("Of very many findings the first files' are kept, whatever the threads do", arguments: [1, 8])
    func bounded(_ threads: Int) {
        let verdicts = Verdicts(files: 100, most: 50)
        Workers.run(count: 100, threads: threads) { index in
            let findings = (0..<7).map { _ in LocatedFinding.about("f\(index)", .unknownField, "x", fix: "") }
            verdicts.set(FileVerdict(findings: findings, documents: 1), at: index)
        }
        let result = verdicts.result
        #expect(result.counts.errors == 700)
        #expect(result.verdicts.compactMap { $0 }.filter { !$0.findings.isEmpty }.count == 8)
        #expect(result.verdicts.prefix(8).allSatisfy { $0?.findings.count == 7 })
        #expect(result.dropped == 700 - 56)
    }

    @Test("Every piece of work is done once", arguments: [0, 1, 7, 1000])
    func workers(_ count: Int) {
        let verdicts = Verdicts(files: max(count, 1))
        Workers.run(count: count, threads: 16) { verdicts.set(FileVerdict(findings: [], documents: 1), at: $0) }
        #expect(verdicts.result.verdicts.compactMap { $0 }.reduce(0) { $0 + $1.documents } == count)
    }
}
