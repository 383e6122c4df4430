import Resources

extension Marked {
    static let documents: [Marked] = [
        Marked(.syntax, "kind: Fleet\nspec: ▸]\n"),
        Marked(.syntax, "{\"kind\": \"Fleet\"▸", file: "a.json"),
        Marked(.encoding, "kind: ▸\"a\\0b\"\n"),
        Marked(.limits, String(repeating: "[", count: 64) + "▸[" + String(repeating: "]", count: 65)),
        Marked(.duplicateKey, "kind: Fleet\nmetadata: {}\n▸kind: Device\n"),
        Marked(.yamlFeature, "a: ▸*nowhere\n"),
        Marked(.notAResource, "▸just a text\n"),
        Marked(.notAResource, "▸- kind: Fleet\n"),
        Marked(.notAResource, "▸42"),
        Marked(.apiVersion, Documents.device("{}").replacing("flightctl.io/v1beta1", with: "▸flightctl.io/v2")),
        Marked(.apiVersion, Documents.device("{}").replacing("flightctl.io/v1beta1", with: "▸\"v1\"")),
        Marked(.missingField, "▸kind: Device\nmetadata: {name: one}\n"),
        Marked(.missingField, "▸apiVersion: flightctl.io/v1beta1\nmetadata: {name: one}\n"),
        Marked(.missingField, "▸apiVersion: flightctl.io/v1beta1\nkind: Device\n"),
        Marked(.missingField, "▸apiVersion: flightctl.io/v1beta1\nkind: Fleet\nmetadata: {name: one}\n"),
        Marked(.wrongType, "apiVersion: flightctl.io/v1beta1\nkind: ▸[Device]\nmetadata: {name: one}\n"),
        Marked(.wrongType, "apiVersion: ▸1\nkind: Device\nmetadata: {name: one}\n"),
        Marked(.unknownKind, "apiVersion: v1\nkind: ▸ConfigMap\nmetadata: {name: one}\ndata: {a: b}\n"),
        Marked(.unknownKind, "apiVersion: flightctl.io/v1beta1\nkind: ▸fleet\nmetadata: {name: one}\n"),
        Marked(
            .kindNotFromGit,
            """
            apiVersion: flightctl.io/v1beta1
            kind: ▸Event
            metadata: {name: one}
            involvedObject: {kind: Device, name: one}
            reason: DeviceConnected
            message: Connected.
            type: Normal
            source: {component: api}
            actor: service:api
            """),
        Marked(.kindNotFromGit, Documents.of("▸TemplateVersion", "fleet: web")),
        Marked(.kindNotFromGit, Documents.of("▸EnrollmentRequest", "csr: x")),
        Marked(
            .kindNotFromGit,
            Documents.of(
                "▸CertificateSigningRequest",
                "request: YQ==\nsignerName: flightctl.io/enrollment\nusages: [clientAuth, \"CA:false\"]")),
        Marked(.kindNotFromGit, "apiVersion: flightctl.io/v1beta1\nkind: ▸Organization\nmetadata: {name: one}\n"),
        Marked(.ignoredField, Documents.device("{}") + "▸status: {lastSeen: now}\n"),
        Marked(.ignoredField, Documents.of("Device", "{}", metadata: "name: one\n▸annotations: {a: b}")),
        Marked(.unknownField, Documents.device("{}") + "▸sepc: {}\n"),
        Marked(.unknownField, Documents.of("Device", "{}", metadata: "name: one\n▸namespace: web")),
        Marked(.resourceName, Documents.of("Device", "{}", metadata: "name: ▸Web")),
        Marked(.resourceName, Documents.of("Device", "{}", metadata: "name: ▸\"\"")),
        Marked(.resourceName, Documents.of("Device", "{}", metadata: "name: ▸web..one")),
        Marked(.resourceName, Documents.of("Device", "{}", metadata: "name: ▸" + String(repeating: "a", count: 254))),
        Marked(.missingField, Documents.of("Device", "{}", metadata: "▸labels: {a: b}")),
        Marked(.missingField, Documents.of("Device", "{}", metadata: "▸{}")),
        Marked(.wrongType, Documents.of("Device", "{}", metadata: "name: ▸12")),
        Marked(.wrongType, Documents.of("Device", "{}", metadata: "name: one\nlabels: ▸[a]")),
        Marked(.wrongType, Documents.of("Device", "{}", metadata: "name: one\nlabels: {a: ▸true}")),
        Marked(.wrongType, Documents.of("Device", "{}", metadata: "name: one\nlabels:\n  version: ▸1.10")),
        Marked(.labelKey, Documents.of("Device", "{}", metadata: "name: one\nlabels: {▸-a: b}")),
        Marked(.labelKey, Documents.of("Device", "{}", metadata: "name: one\nlabels: {▸\"a/b/c\": b}")),
        Marked(.labelKey, Documents.of("Device", "{}", metadata: "name: one\nlabels: {▸Example.com/a: b}")),
        Marked(.labelValue, Documents.of("Device", "{}", metadata: "name: one\nlabels: {a: ▸b c}")),
        Marked(.labelValue, Documents.of("Device", "{}", metadata: "name: one\nlabels: {a: ▸_b}")),
        Marked(
            .labelValue,
            Documents.of("Device", "{}", metadata: "name: one\nlabels: {a: ▸" + String(repeating: "b", count: 64) + "}")
        ),
    ]
}
