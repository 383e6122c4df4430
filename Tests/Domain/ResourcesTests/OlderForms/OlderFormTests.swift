import Nodes
import Resources
import Testing

@Suite("Older forms are read as what they mean") struct OlderFormTests {
    /// A document and what is said of it, and the same in today's form.
    private func expect(
        _ older: String, says rules: [String], means newer: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (manifests, findings) = read(older)
        #expect(
            findings.map { "\($0.finding.rule) \($0.finding.path)" } == rules, "\(findings.map(\.description))",
            sourceLocation: sourceLocation)
        let manifest = try #require(manifests.first, sourceLocation: sourceLocation)
        let wanted = try #require(read(newer).manifests.first, sourceLocation: sourceLocation)
        #expect(manifest.spec == wanted.spec, sourceLocation: sourceLocation)
        #expect(manifest.specJSON == wanted.specJSON, sourceLocation: sourceLocation)
    }

    @Test("The version without its group")
    func version() throws {
        let newer = Documents.device("os: {image: quay.io/a/b:1}")
        try expect(
            newer.replacing("flightctl.io/v1beta1", with: "v1beta1"), says: ["MR1801 apiVersion"], means: newer)
    }

    @Test("configType beside the key of each source")
    func configType() throws {
        let sources = [
            "GitConfigProviderSpec": "gitRef: {repository: r, targetRevision: main, path: /}",
            "InlineConfigProviderSpec": "inline: [{path: /etc/a, content: x}]",
            "HttpConfigProviderSpec": "httpRef: {repository: r, filePath: /etc/b}",
            "KubernetesSecretProviderSpec": "secretRef: {name: s, namespace: n, mountPath: /etc/c}",
        ]
        for (word, source) in sources {
            try expect(
                Documents.device("config:\n- name: a\n  configType: \(word)\n  \(source)"),
                says: ["MR1802 spec.config[0].configType"], means: Documents.device("config:\n- name: a\n  \(source)"))
        }
    }

    @Test("A configType that contradicts the key is a warning, and the key counts")
    func mismatch() throws {
        let inline = "inline: [{path: /etc/a, content: x}]"
        try expect(
            Documents.device("config:\n- {name: a, configType: GitConfigProviderSpec, \(inline)}"),
            says: ["MR1803 spec.config[0].configType"], means: Documents.device("config:\n- {name: a, \(inline)}"))
    }

    @Test("A rollout policy below policy")
    func policy() throws {
        let policy = "rolloutPolicy: {maxUnavailable: 25%, progressDeadlineSeconds: 600}"
        let rest = "selector: {matchLabels: {a: b}}\ntemplate: {spec: {}}\n"
        try expect(
            Documents.of("Fleet", rest + "policy: {\(policy)}"), says: ["MR1804 spec.policy"],
            means: Documents.of("Fleet", rest + policy))
    }

    @Test("An application's type")
    func applicationType() throws {
        try expect(
            Documents.fleet("applications:\n- {name: a, type: container, image: quay.io/a/b:1, ports: [\"80:80\"]}"),
            says: ["MR1805 spec.template.spec.applications[0].type"],
            means: Documents.fleet(
                "applications:\n- {name: a, appType: container, image: quay.io/a/b:1, ports: [\"80:80\"]}"))
    }

    @Test("What a Repository does not know")
    func repository() throws {
        try expect(
            Documents.repository(
                "type: git\nurl: https://git.example.com/a.git\nref: {branch: main}\ncredentialsSecretRef: {name: a}"),
            says: ["MR1809 spec.ref", "MR1810 spec.credentialsSecretRef"],
            means: Documents.repository("type: git\nurl: https://git.example.com/a.git"))
    }

    @Test("A path without its slash and labels of a template are notes")
    func others() throws {
        try expect(
            Documents.sync("repository: r\ntargetRevision: main\npath: fleets"), says: ["MR1606 spec.path"],
            means: Documents.sync("repository: r\ntargetRevision: main\npath: /fleets"))
        let labelled = "selector: {matchLabels: {a: b}}\ntemplate: {metadata: {labels: {c: d}}, spec: {}}"
        try expect(
            Documents.of("Fleet", labelled), says: ["MR1507 spec.template.metadata.labels"],
            means: Documents.of("Fleet", labelled))
    }

    @Test("Several older forms in one document are all told, and so is what is wrong besides, at its place")
    func together() {
        let text = """
            apiVersion: v1beta1
            kind: Fleet
            metadata:
              name: web
            spec:
              selector:
                matchLabels: {site: berlin}
              policy:
                rolloutPolicy:
                  maxUnavailable: 101%
              template:
                spec:
                  applications:
                  - name: web
                    type: container
                    image: quay.io/a/b:1
                    port: 80
                  config:
                  - name: motd
                    configType: InlineConfigProviderSpec
                    inline:
                    - path: etc/motd
                      content: x
            """
        let (manifests, findings) = read(text)
        #expect(manifests.isEmpty)
        let found = findings.map { "\($0.finding.rule) \($0.start)" }.sorted()
        #expect(
            found == [
                "MR1101 17:9", "MR1211 10:23", "MR1216 22:17", "MR1801 1:13", "MR1802 20:9", "MR1804 8:3",
                "MR1805 15:9",
            ])
    }

    @Test(
        "What is no older form is unknown as before",
        arguments: [
            Documents.device("config:\n- {name: a, configType: Inline, inline: []}"),
            Documents.of("Fleet", "policy: {rolloutPolicy: {}, other: 1}\ntemplate: {spec: {}}"),
            Documents.of("Fleet", "policy: {rolloutPolicy: {}}\nrolloutPolicy: {}\ntemplate: {spec: {}}"),
            Documents.device("applications:\n- {name: a, type: pod, image: a/b}"),
            Documents.device("applications:\n- {name: a, type: helm, appType: container, image: a/b}"),
            Documents.device("hooks: {beforeUpdate: []}"), Documents.device("hooks: []"),
            Documents.device("hooks: {}"), Documents.repository("type: git\nurl: https://a/b\nref: main"),
        ])
    func unknown(_ text: String) {
        let (manifests, findings) = read(text)
        #expect(manifests.isEmpty)
        #expect(findings.contains { ["MR1101", "MR1102"].contains($0.finding.rule) })
        #expect(!findings.contains { $0.finding.rule.hasPrefix("MR18") })
    }
}
