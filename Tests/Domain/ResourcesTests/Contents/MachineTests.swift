import Nodes
import Resources
import Testing

@Suite("What the file of a virtual machine declares") struct MachineTests {
    private static let machine =
        "apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: legacy}\nspec: {template: {}}\n"

    private func findings(_ content: String, encoding: String = "") -> [String] {
        let lines = content.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n      ")
        let text = Documents.fleet(
            "applications:\n- appType: vm\n  name: legacy\n  inline:\n  - path: vm.yaml\n    content: |2\n      \(lines)\(encoding)"
        )
        return read(text).findings.map { finding in
            "\(finding.finding.rule) " + (finding.finding.content.map { "\($0.start)" } ?? "\(finding.finding.path)")
        }
    }

    @Test("A whole one is right, and so is one that placeholders complete")
    func right() {
        #expect(findings(Self.machine) == [])
        #expect(findings(Self.machine.replacing("name: legacy", with: "name: \"{{ .metadata.name }}\"")) == [])
        #expect(findings("{{ if .metadata.labels.vm }}\n" + Self.machine + "{{ end }}\n") == [])
    }

    @Test(
        "What is wrong is found in the file's own lines",
        arguments: [
            ("kind: VirtualMachine", "kind: Pod", "2:7"), ("kubevirt.io/v1", "kubevirt.io/v1alpha3", "1:13"),
            ("name: legacy", "name: other", "3:18"), ("metadata: {name: legacy}\n", "", "1:1"),
            ("apiVersion: kubevirt.io/v1\n", "", "1:1"), ("name: legacy", "name: [legacy]", "3:18"),
            ("spec: {template: {}}", "spec: {", "5:1"), ("spec: {template: {}}", "---\nkind: Secret", "5:1"),
            ("metadata: {name: legacy}", "metadata: legacy", "1:1"),
        ])
    func wrong(_ part: String, _ other: String, _ place: String) {
        #expect(findings(Self.machine.replacing(part, with: other)) == ["MR1312 \(place)"])
    }

    @Test("A file without a document is none", arguments: ["", "# later\n", "just a text\n", "- a\n"])
    func empty(_ content: String) { #expect(findings(content) == ["MR1312 1:1"]) }
}
