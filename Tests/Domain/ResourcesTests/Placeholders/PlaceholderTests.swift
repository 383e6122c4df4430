import Nodes
import Resources
import Testing

@Suite("Placeholders of a fleet's template") struct PlaceholderTests {
    private func template(_ spec: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> DeviceSpec {
        let manifest = try onlyManifest(Documents.fleet(spec), sourceLocation: sourceLocation)
        guard case .fleet(let fleet) = manifest.spec else { throw Problem() }
        return fleet.template.spec
    }

    private struct Problem: Error, Equatable {}

    @Test("Every place that takes placeholders is filled, base64 decoded and encoded again")
    func places() throws {
        let spec = try template(Self.everyPlace)
        var count = 0
        let filled = spec.fillingPlaceholders { text -> String in
            count += 1
            return text.replacing("{{.metadata.name}}", with: "n\(count)")
        }
        #expect(count == 16)
        #expect(String(decoding: canonicalJSON(of: filled), as: UTF8.self) == Self.everyPlaceFilled)
        #expect(filled.textsWithPlaceholders() == [])
        let (_, findings) = decode(DeviceSpec.self, from: try JSON.parse(canonicalJSON(of: filled)), policy: .wire)
        #expect(findings == [])
    }

    @Test("Texts come in the order of the fields, those without placeholders not at all")
    func texts() throws {
        let spec = try template(
            "os: {image: \"a/b:{{.metadata.name}}\"}\nconfig: [{name: a, inline: [{path: /a, content: plain}, {path: /b, content: \"{{.metadata.name}}!\"}]}]"
        )
        #expect(spec.textsWithPlaceholders() == ["a/b:{{.metadata.name}}", "{{.metadata.name}}!"])
    }

    @Test("The values of a chart may hold braces of their own, which stay")
    func chart() throws {
        let spec = try template("applications: [{appType: helm, image: a/b, values: {name: \"{{ .Release.Name }}\"}}]")
        #expect(spec.textsWithPlaceholders() == [])
        #expect(spec.fillingPlaceholders { _ in "filled" } == spec)
    }

    @Test("Bytes that are no text are left alone")
    func bytes() throws {
        // 0xFF{{x}}
        let spec = try template("config: [{name: a, inline: [{path: /a, contentEncoding: base64, content: /3t7eH19}]}]")
        #expect(spec.textsWithPlaceholders() == [])
    }

    @Test("The first failure ends the filling and is told")
    func failure() throws {
        let spec = try template(Self.everyPlace)
        var calls = 0
        #expect(throws: Problem.self) {
            _ = try spec.fillingPlaceholders { text throws(Problem) -> String in
                calls += 1
                if calls == 3 { throw Problem() }
                return text
            }
        }
        #expect(calls == 3)
    }

    private static let everyPlace = """
        os: {image: "q.io/a:{{.metadata.name}}"}
        config:
        - {name: git, gitRef: {repository: r, targetRevision: "{{.metadata.name}}", path: "/{{.metadata.name}}"}}
        - {name: http, httpRef: {repository: r, suffix: "/{{.metadata.name}}", filePath: "/h/{{.metadata.name}}"}}
        - {name: secret, secretRef: {name: "{{.metadata.name}}", namespace: "{{.metadata.name}}", mountPath: "/s/{{.metadata.name}}"}}
        - name: inline
          inline:
          - {path: "/i/{{.metadata.name}}", content: "{{.metadata.name}}"}
          - {path: /b, contentEncoding: base64, content: PHt7Lm1ldGFkYXRhLm5hbWV9fT4=}
        applications:
        - {appType: container, name: c, image: "q.io/c:{{.metadata.name}}", envVars: {B: "{{.metadata.name}}", A: "{{.metadata.name}}", C: c}}
        - appType: quadlet
          name: q
          inline: [{path: q.container, content: "[Container]\\nImage=q.io/q:{{.metadata.name}}"}]
          volumes: [{name: v, image: {reference: "q.io/v:{{.metadata.name}}"}}]
        """

    private static let everyPlaceFilled =
        #"{"applications":[{"appType":"container","envVars":{"A":"n13","B":"n14","C":"c"},"image":"q.io/c:n12","name":"c"},"#
        + #"{"appType":"quadlet","inline":[{"content":"[Container]\nImage=q.io/q:n15","path":"q.container"}],"name":"q","volumes":[{"image":"#
        + #"{"pullPolicy":"IfNotPresent","reference":"q.io/v:n16"},"name":"v","reclaimPolicy":"Retain"}]}],"config":[{"gitRef":"#
        + #"{"path":"/n3","repository":"r","targetRevision":"n2"},"name":"git"},{"httpRef":{"filePath":"/h/n5","repository":"r","#
        + #""suffix":"/n4"},"name":"http"},{"name":"secret","secretRef":{"mountPath":"/s/n8","name":"n6","namespace":"n7"}},"#
        + #"{"inline":[{"content":"n10","path":"/i/n9"},{"content":"PG4xMT4=","contentEncoding":"base64","path":"/b"}],"#
        + #""name":"inline"}],"os":{"image":"q.io/a:n1"}}"#
}
