import Resources

extension Marked {
    static let config: [Marked] = [
        Marked(.missingForm, Documents.device("config:\n- ▸name: a")),
        Marked(
            .severalForms,
            Documents.device("config:\n- name: a\n  inline: []\n  ▸httpRef: {repository: r, filePath: /a}")),
        Marked(.missingField, Documents.device("config:\n- ▸inline: []")),
        Marked(.providerName, Documents.device("config:\n- name: ▸A_b\n  inline: []")),
        Marked(
            .olderConfigType,
            Documents.device("config:\n- name: a\n  ▸configType: InlineConfigProviderSpec\n  inline: []")
        ),
        Marked(
            .duplicateProvider,
            Documents.device("config:\n- {name: a, inline: []}\n- {name: b, inline: []}\n- {name: ▸a, inline: []}")),
        Marked(.unknownField, Documents.device("config:\n- name: a\n  ▸git: {}\n  inline: []")),
        // git
        Marked(.missingField, Documents.device("config:\n- name: a\n  gitRef: {▸repository: r, path: /}")),
        Marked(
            .resourceName,
            Documents.device("config:\n- name: a\n  gitRef: {repository: ▸R, targetRevision: main, path: /}")),
        Marked(
            .textLength,
            Documents.device("config:\n- name: a\n  gitRef: {repository: r, targetRevision: ▸\"\", path: /}")),
        Marked(
            .wrongType, Documents.device("config:\n- name: a\n  gitRef: {repository: r, targetRevision: ▸1.0, path: /}")
        ),
        Marked(
            .unknownField,
            Documents.device("config:\n- name: a\n  gitRef: {repository: r, targetRevision: m, path: /, ▸mountPath: /}")
        ),
        Marked(
            .templateSyntax,
            Documents.fleet("config:\n- name: a\n  gitRef: {repository: r, targetRevision: \"{{ if ▸}}\", path: /}")),
        // inline
        Marked(.filePath, Documents.device(file("path: ▸etc/a"))),
        Marked(.filePath, Documents.device(file("path: ▸/etc/../a"))),
        Marked(.filePath, Documents.device(file("path: ▸/etc//a"))),
        Marked(.filePath, Documents.device(file("path: ▸/etc/a/"))),
        Marked(.filePath, Documents.device(file("path: ▸\"/etc/a:b\""))),
        Marked(.filePath, Documents.device(file("path: ▸/" + String(repeating: "a", count: 4096)))),
        Marked(.forbiddenPath, Documents.device(file("path: ▸/var/lib/flightctl/desired.json"))),
        Marked(.forbiddenPath, Documents.device(file("path: ▸/etc/flightctl/config.yaml"))),
        Marked(.forbiddenPath, Documents.device(file("path: ▸/etc/flightctl/certs"))),
        Marked(
            .forbiddenPath,
            Documents.device("config:\n- name: a\n  httpRef: {repository: r, filePath: ▸/usr/lib/flightctl/a}")),
        Marked(
            .forbiddenPath,
            Documents.device(
                "config:\n- name: a\n  secretRef: {name: s, namespace: n, mountPath: ▸/etc/flightctl/certs/a}")),
        Marked(
            .duplicatePath,
            Documents.device("config:\n- name: a\n  inline:\n  - {path: /a, content: x}\n  - {path: ▸/a, content: y}")),
        Marked(
            .duplicatePath,
            Documents.device(
                "config:\n- name: a\n  inline: [{path: /a, content: x}]\n- name: b\n  httpRef: {repository: r, filePath: ▸/a}"
            )),
        Marked(.missingField, Documents.device("config:\n- name: a\n  inline:\n  - ▸path: /a")),
        Marked(.missingField, Documents.device("config:\n- name: a\n  inline:\n  - ▸content: a")),
        Marked(
            .base64,
            Documents.device(
                file("path: /a\n  contentEncoding: base64").replacing("content: x", with: "content: ▸\"a b\""))),
        Marked(
            .base64,
            Documents.device(
                file("path: /a\n  contentEncoding: base64").replacing("content: x", with: "content: ▸YWJj=="))),
        Marked(
            .contentTooLarge,
            Documents.device(
                file("path: /a").replacing(
                    "content: x", with: "content: ▸" + String(repeating: "x", count: 1 << 20 | 1)))),
        Marked(.unknownWord, Documents.device(file("path: /a\n  contentEncoding: ▸utf-8"))),
        Marked(.wrongType, Documents.device(file("path: /a\n  mode: ▸\"0644\""))),
        Marked(.wrongType, Documents.device(file("path: /a\n  mode: ▸rw-r--r--"))),
        Marked(.outOfRange, Documents.device(file("path: /a\n  mode: ▸010000"))),
        Marked(.outOfRange, Documents.device(file("path: /a\n  mode: ▸4096"))),
        Marked(.outOfRange, Documents.device(file("path: /a\n  mode: ▸-1"))),
        Marked(.decimalFileMode, Documents.device(file("path: /a\n  mode: ▸644"))),
        Marked(.userName, Documents.device(file("path: /a\n  user: ▸\"65535\""))),
        Marked(.userName, Documents.device(file("path: /a\n  group: ▸a b"))),
        Marked(.userName, Documents.device(file("path: /a\n  user: ▸\"4294967295\""))),
        Marked(.wrongType, Documents.device(file("path: /a\n  user: ▸1000"))),
        Marked(
            .unknownPlaceholder,
            Documents.fleet(file("path: /a").replacing("content: x", with: "content: \"{{ ▸.spec.os }}\""))),
        Marked(
            .templateSyntax,
            Documents.fleet(file("path: /a").replacing("content: x", with: "content: \"▸{{ .metadata.name\""))),
        // {{ .metadata.nam }}
        Marked(
            .unknownPlaceholder,
            Documents.fleet(
                file("path: /a\n  contentEncoding: base64").replacing(
                    "content: x", with: "content: ▸e3sgLm1ldGFkYXRhLm5hbSB9fQ=="))),
        // http and secret
        Marked(.missingField, Documents.device("config:\n- name: a\n  httpRef: {▸repository: r}")),
        Marked(.filePath, Documents.device("config:\n- name: a\n  httpRef: {repository: r, filePath: ▸a}")),
        Marked(
            .dnsLabel, Documents.device("config:\n- name: a\n  secretRef: {name: s, namespace: ▸a.b, mountPath: /a}")),
    ]

    private static func file(_ lines: String) -> String {
        "config:\n- name: a\n  inline:\n  - content: x\n    " + lines.replacing("\n", with: "\n  ")
    }
}
