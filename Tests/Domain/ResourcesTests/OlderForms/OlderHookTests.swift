import Nodes
import Resources
import Testing

@Suite("Hooks of the older form become files") struct OlderHookTests {
    private func files(_ hooks: String) throws -> [InlineFile] {
        let (manifests, findings) = read(Documents.device("hooks:\n  " + hooks.replacing("\n", with: "\n  ")))
        #expect(!findings.hasErrors, "\(findings.map(\.description))")
        guard case .device(let spec) = try #require(manifests.first).spec else { return [] }
        return spec.config.flatMap { provider -> [InlineFile] in
            if case .inline(let files) = provider.source { files } else { [] }
        }
    }

    @Test(
        "Commands and units",
        arguments: [
            ("{type: command, command: systemctl stop web}", "- run: 'systemctl stop web'\n"),
            ("{command: /usr/bin/true}", "- run: '/usr/bin/true'\n"),
            ("{type: command, run: echo hello, timeout: 30s}", "- run: 'echo hello'\n  timeout: '30s'\n"),
            ("{type: command, command: sync, timeout: 5}", "- run: 'sync'\n  timeout: '5s'\n"),
            (
                "{type: command, command: [/bin/sh, -c, echo 'it is'], workDir: /tmp}",
                "- run: '/bin/sh -c \"echo ''it is''\"'\n  workDir: '/tmp'\n"
            ),
            ("{type: command, command: logger, args: [a b, c]}", "- run: 'logger \"a b\" c'\n"),
            ("{type: systemd, unit: web.service}", "- run: '/usr/bin/systemctl restart web.service'\n"),
            ("{type: systemd, unit: web.service, action: Stop}", "- run: '/usr/bin/systemctl stop web.service'\n"),
            ("{type: systemd, service: web, operation: reload}", "- run: '/usr/bin/systemctl reload web'\n"),
        ])
    func actions(_ action: String, _ content: String) throws {
        let files = try files("before: [\(action)]")
        #expect(files.map(\.path) == ["/etc/flightctl/hooks.d/beforeupdating/50-spec-hooks.yaml"])
        #expect(files.map(\.content) == [content])
        var hooks: [Node] = []
        let error = YAML.read(Array(content.utf8)) { hooks += $0.elements ?? [] }
        #expect(error == nil && hooks.count == 1 && hooks.first?["run"]?.string != nil)
    }

    @Test("Each key has its stage, and what fails has none")
    func stages() throws {
        let text = Documents.fleet(
            "hooks:\n  before: {command: a}\n  after:\n  - {command: b}\n  - {type: systemd, unit: c}\n  onFailure:\n  - {command: d}"
        )
        let (manifests, findings) = read(text)
        #expect(
            findings.map { "\($0.finding.rule) \($0.start.line)" } == ["MR1806 10", "MR1808 15"],
            "\(findings.map(\.description))")
        #expect(findings.map(\.finding.severity) == [.note, .warning])
        guard case .fleet(let fleet) = try #require(manifests.first).spec,
            case .inline(let files) = try #require(fleet.template.spec.config.first).source
        else { return #expect(Bool(false), "no files") }
        #expect(fleet.template.spec.config.map(\.name) == ["spec-hooks"])
        #expect(
            files.map(\.path) == [
                "/etc/flightctl/hooks.d/beforeupdating/50-spec-hooks.yaml",
                "/etc/flightctl/hooks.d/afterupdating/50-spec-hooks.yaml",
            ])
        #expect(files.map(\.content) == ["- run: 'a'\n", "- run: 'b'\n- run: '/usr/bin/systemctl restart c'\n"])
    }

    @Test("Hooks beside a fleet's template are those of its devices")
    func besideTemplate() throws {
        let text = Documents.of(
            "Fleet",
            "selector: {matchLabels: {a: b}}\nhooks: {after: [{command: b}]}\ntemplate: {spec: {config: [{name: a, inline: []}]}}"
        )
        let (manifests, findings) = read(text)
        #expect(findings.map { "\($0.finding.rule) \($0.finding.path)" } == ["MR1806 spec.hooks"])
        guard case .fleet(let fleet) = try #require(manifests.first).spec else {
            return #expect(Bool(false), "no fleet")
        }
        #expect(fleet.template.spec.config.map(\.name) == ["a", "spec-hooks"])
    }

    @Test("They stand behind the sources that are there, and placeholders stay whole")
    func placeholders() throws {
        let text = Documents.fleet(
            #"config: [{name: a, inline: []}]"# + "\n"
                + #"hooks: {after: [{command: 'logger {{ index .metadata.labels "site" }}'}]}"#)
        let (manifests, findings) = read(text)
        #expect(findings.map(\.finding.rule) == ["MR1806"])
        guard case .fleet(let fleet) = try #require(manifests.first).spec else { return }
        #expect(fleet.template.spec.config.map(\.name) == ["a", "spec-hooks"])
        #expect(fleet.template.spec.textsWithPlaceholders().count == 1)
    }

    @Test(
        "What cannot be understood is an error at its place",
        arguments: [
            "▸{type: shell, command: a}", "▸{type: systemd}", "▸{type: systemd, unit: a, action: explode}",
            "▸{type: command}", "▸{command: \"\"}", "▸{command: [[a]]}", "▸{command: \"a\\nb\"}", "▸just a text",
        ])
    func broken(_ action: String) {
        let marked = Marked(.olderHookForm, Documents.device("hooks:\n  before:\n  - {command: a}\n  - \(action)"))
        let (manifests, findings) = read(marked.text)
        #expect(manifests.isEmpty)
        let errors = findings.filter { $0.finding.severity == .error }
        #expect(errors.map { "\($0.finding.rule) \($0.start)" } == ["MR1807 \(marked.position)"])
    }

    @Test("Nothing but onFailure leaves nothing to write")
    func onlyFailure() throws {
        #expect(try files("onFailure: [{command: a}]").isEmpty)
    }
}
