import Nodes
import Resources
import Testing

@Suite("What is accepted") struct AcceptanceTests {
    @Test("A fleet with everything in it is read without a finding, and comes out canonical")
    func fleet() throws {
        let manifest = try onlyManifest(Self.fullFleet)
        #expect(manifest.kind == .fleet)
        #expect(manifest.name == "web")
        #expect(manifest.labels == ["team": "edge"])
        #expect(String(decoding: manifest.specJSON, as: UTF8.self) == Self.fullFleetJSON)
        guard case .fleet(let spec) = manifest.spec else { return #expect(Bool(false), "no fleet") }
        #expect(spec.requiredLabels == ["site": "berlin"])
        #expect(spec.template.spec.config.map(\.name) == ["base", "app", "motd", "cert"])
    }

    @Test("A device may be declared by its name alone")
    func device() throws {
        let manifest = try onlyManifest("apiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata: {name: one}\n")
        #expect(manifest.spec == .device(DeviceSpec()))
        #expect(manifest.labels == nil)
        #expect(manifest.specJSON == Array("{}".utf8))
    }

    @Test("JSON is read as YAML is")
    func json() {
        let text =
            #"{"apiVersion":"flightctl.io/v1beta1","kind":"Device","metadata":{"name":"one","labels":{}},"spec":{"os":{"image":"a/b"}}}"#
        let (manifests, findings) = read(text, file: "one.JSON")
        #expect(findings.isEmpty)
        #expect(manifests.map(\.labels) == [[:]])
        #expect(manifests.map { String(decoding: $0.specJSON, as: UTF8.self) } == [#"{"os":{"image":"a/b"}}"#])
    }

    @Test("What a server writes into metadata is passed over")
    func exported() throws {
        let metadata =
            "name: one\ngeneration: 3\nowner: Fleet/web\nresourceVersion: \"7\"\ncreationTimestamp: 2026-01-01T00:00:00Z"
        let manifest = try onlyManifest(Documents.of("Device", "{}", metadata: metadata))
        #expect(manifest.name == "one")
    }

    @Test("Empty documents and comments are no mistakes", arguments: ["", "# nothing\n", "---\n", "---\n---\n"])
    func empty(_ text: String) {
        let (manifests, findings) = read(text)
        #expect(manifests.isEmpty && findings.isEmpty)
    }

    @Test("Documents are counted from 0 and know where their name stands")
    func places() {
        let device = "apiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata:\n  name: "
        let (manifests, findings) = read("---\n---\n" + device + "one\n---\n" + device + "two\n")
        #expect(findings.isEmpty)
        #expect(manifests.map(\.document) == [1, 2])
        #expect(manifests.map(\.position.line) == [6, 11])
        #expect(manifests.map(\.position.column) == [9, 9])
    }

    @Test("Documents before one that cannot be parsed are judged all the same")
    func beforeMistake() {
        let (manifests, findings) = read(Documents.device("{}") + "---\nkind: ]\n")
        #expect(manifests.map(\.name) == ["one"])
        #expect(findings.map(\.finding.rule) == ["MR1001"])
    }

    @Test("A text with braces in a device is no template")
    func braces() throws {
        let manifest = try onlyManifest(
            Documents.device("config:\n- name: a\n  inline: [{path: /a, content: \"{{ range . }}\"}]"))
        guard case .device(let spec) = manifest.spec, case .inline(let files) = spec.config[0].source else {
            return #expect(Bool(false), "no inline file")
        }
        #expect(files[0].bytes == Array("{{ range . }}".utf8))
    }

    @Test(
        "File modes with a leading zero are octal, others decimal",
        arguments: [
            ("0644", 0o644), ("0o755", 0o755), ("420", 420), ("07777", 0o7777), ("0", 0), ("0x1ff", 0o777), ("00", 0),
        ] as [(String, Int64)])
    func modes(_ written: String, _ mode: Int64) throws {
        let manifest = try onlyManifest(
            Documents.device("config:\n- name: a\n  inline: [{path: /a, content: x, mode: \(written)}]"))
        guard case .device(let spec) = manifest.spec, case .inline(let files) = spec.config[0].source else {
            return #expect(Bool(false), "no inline file")
        }
        #expect(files[0].mode == mode)
    }

    @Test("A sync's path gets its slash, and a note says so")
    func syncPath() {
        let (manifests, findings) = read(Documents.sync("repository: r\ntargetRevision: main\npath: fleets"))
        #expect(findings.map(\.finding.severity) == [.note])
        #expect(
            manifests.map { String(decoding: $0.specJSON, as: UTF8.self) }
                == [#"{"path":"/fleets","repository":"r","targetRevision":"main","type":"fleet"}"#])
    }
}
