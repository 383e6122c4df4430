import Nodes
import Resources
import Testing

@testable import Schemas

@Suite("Schemas judge as the rules do") struct JudgementTests {
    @Test("right documents are right", arguments: SampleDocuments.right + [SampleDocuments.whole])
    func right(_ file: SampleDocuments.File) throws {
        let checks = try KindChecks.all.get()
        // Older forms pass with a note that says what to write instead; schemas know what is written now.
        guard !file.holdsOlderForms else { return }
        for document in file.documents { #expect(checks.violations(document) == [], "\(file)") }
    }

    @Test("there are right documents to judge") func some() { #expect(SampleDocuments.right.count > 100) }

    /// Rules of shape that a schema can hold, but for a few documents.
    private static let shape: [Rule] = [
        .unknownKind, .unknownField, .missingField, .wrongType, .unknownWord, .severalForms, .missingForm,
        .tooFewElements, .repeatedElement, .serverOnlyField,
    ]

    @Test(
        "documents of the wrong shape are wrong",
        arguments: SampleDocuments.wrong.filter { file in shape.contains { file.path.contains("/\($0.id)-") } })
    func wrong(_ file: SampleDocuments.File) throws {
        let checks = try KindChecks.all.get()
        #expect(file.documents.contains { !checks.combined.violations($0).isEmpty }, "\(file)")
    }

    @Test(
        "each limit refuses",
        arguments: [
            ("metadata: {name: Big}", "metadata: {name: big}"), ("metadata: {}", "metadata: {name: big}"),
            ("metadata: {name: a, labels: {-x: y}}", "metadata: {name: a, labels: {x: y}}"),
            ("metadata: {name: a}\nspec: {os: {image: \"A b\"}}", "metadata: {name: a}\nspec: {os: {image: a/b}}"),
            (
                "metadata: {name: a}\nspec: {os: {image: \"a:{{x}}\"}}",
                "metadata: {name: a}\nspec: {os: {image: \"a:x\"}}"
            ),
            ("metadata: {name: a}\nspec: {consoles: []}", "metadata: {name: a}\nspec: {}"),
            ("metadata: {name: a}\nspec: null", "metadata: {name: a}"),
            ("metadata: {name: 7}", "metadata: {name: \"7\"}"),
            (
                "metadata: {name: a}\nspec: {config: [{name: a}]}",
                "metadata: {name: a}\nspec: {config: [{name: a, inline: []}]}"
            ),
            (
                "metadata: {name: a}\nspec: {applications: [{appType: vm, image: a, envVars: {A: b}}]}",
                "metadata: {name: a}\nspec: {applications: [{appType: helm, image: a}]}"
            ),
            (
                "metadata: {name: a}\nspec: {resources: [{monitorType: CPU, path: /, samplingInterval: 1m, alertRules: []}]}",
                "metadata: {name: a}\nspec: {resources: [{monitorType: Disk, path: /, samplingInterval: 1m, alertRules: []}]}"
            ),
        ])
    func limits(_ wrong: String, _ right: String) throws {
        let checks = try KindChecks.all.get()
        #expect(!checks.violations(try device(wrong)).isEmpty)
        #expect(checks.violations(try device(right)) == [])
    }

    private func device(_ text: String) throws -> Node {
        var document: Node?
        _ = YAML.read(Array("apiVersion: flightctl.io/v1beta1\nkind: Device\n\(text)\n".utf8), limits: .manifest) {
            document = $0
        }
        return try #require(document)
    }

    @Test("a schema refuses no document that the rules let pass", arguments: 0..<4)
    func neverStricter(_ seed: Int) throws {
        let checks = try KindChecks.all.get()
        var generator = SplitMix(seed: UInt64(seed))
        var passed = 0
        for document in SampleDocuments.whole.documents {
            for _ in 0..<60 {
                let changed = document.changed(&generator)
                let (_, findings) = ManifestReader.read(changed.json(), file: "a.json")
                guard !findings.contains(where: { $0.finding.severity == .error }) else { continue }
                guard !findings.contains(where: \.isOlderForm) else { continue }
                passed += 1
                let violations = checks.violations(changed)
                #expect(violations == [], "\(String(decoding: changed.json(), as: UTF8.self))")
            }
        }
        #expect(passed > 20, "changes must reach both answers")
    }
}

extension LocatedFinding {
    fileprivate var isOlderForm: Bool { finding.rule.hasPrefix("MR18") }
}

extension SampleDocuments.File {
    fileprivate var holdsOlderForms: Bool {
        ManifestReader.read(bytes, file: path).findings.contains(where: \.isOlderForm)
    }
}
