import Resources
import Testing

@Suite("Documents that a server makes") struct ServerDocumentTests {
    /// The findings beside the one that the kind cannot be declared.
    private func beside(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> [String] {
        let (manifests, findings) = read("apiVersion: flightctl.io/v1beta1\n" + text)
        #expect(manifests.isEmpty, sourceLocation: sourceLocation)
        #expect(findings.first?.finding.rule == "MR1009", sourceLocation: sourceLocation)
        return findings.dropFirst().map { "\($0.finding.rule) \($0.finding.path)" }
    }

    private static let metadata =
        "metadata: {name: one, labels: {a: b}, annotations: {a: b}, generation: 3, owner: Fleet/web, resourceVersion: \"7\", creationTimestamp: 2026-01-31T08:00:00Z}\n"
    private static let condition =
        "{type: Valid, status: \"True\", lastTransitionTime: 2026-01-31T08:00:00.123+01:00, message: \"\", reason: Valid}"

    static let right = [
        "kind: TemplateVersion\n" + metadata
            + "spec: {fleet: web}\nstatus: {updatedAt: 2026-01-31T08:00:00Z, os: {image: a/b}, conditions: [\(condition)]}",
        "kind: EnrollmentRequest\n" + metadata
            + "spec: {csr: x, osMode: image}\nstatus: {certificate: x, conditions: [], approval: {approved: true, approvedBy: u, approvedAt: 2026-01-31T08:00:00Z}}",
        "kind: CertificateSigningRequest\n" + metadata
            + "spec: {request: YQ==, signerName: flightctl.io/enrollment, usages: [clientAuth, \"CA:false\"]}\nstatus: {certificate: YQ==, conditions: []}",
        "kind: Organization\n" + metadata + "spec: {displayName: A, externalId: b}",
        "kind: Event\n" + metadata
            + "involvedObject: {kind: Fleet, name: web}\nreason: FleetRolloutBatchCompleted\nmessage: m\ntype: Normal\nsource: {component: c}\nactor: service:c\ndetails: {detailType: FleetRolloutBatchCompleted, templateVersion: v1, batch: \"1\", successPercentage: 100, total: 1, successful: 1, failed: 0, timedOut: 0}",
    ]

    @Test("Whole ones have no further finding", arguments: right)
    func whole(_ text: String) { #expect(beside(text) == []) }

    static let wrong: [(String, [String])] = [
        ("kind: TemplateVersion\nmetadata: {name: one}\nspec: {}\nstatus: {conditions: []}", ["MR1102 spec"]),
        ("kind: TemplateVersion\nmetadata: {name: one}\nspec: {fleet: a}\nstatus: {}", ["MR1102 status"]),
        (
            "kind: TemplateVersion\nmetadata: {name: one}\nspec: {fleet: a}\nstatus: {updatedAt: 2026-13-01T00:00:00Z, conditions: []}",
            ["MR1225 status.updatedAt"]
        ),
        ("kind: Organization\nmetadata: {name: one}\nspec: {dispalyName: A}", ["MR1101 spec.dispalyName"]),
        (
            "kind: Event\nmetadata: {name: one}\ninvolvedObject: {kind: Fleet, name: web}\nreason: FleetInvalid\nmessage: m\ntype: Normal\nsource: {component: c}\nactor: a",
            ["MR1703 type"]
        ),
        (
            "kind: Event\nmetadata: {name: one}\ninvolvedObject: {kind: Fleet, name: web}\nreason: FleetBroken\nmessage: m\ntype: Normal\nsource: {component: c}\nactor: a",
            ["MR1104 reason"]
        ),
        (
            "kind: Event\nmetadata: {name: one}\ninvolvedObject: {kind: Fleet, name: web}\nreason: FleetValid\nmessage: m\ntype: Normal\nsource: {component: c}\nactor: a\ndetails: {detailType: ApplicationLifecycleChanged, appName: a, action: pause}",
            ["MR1104 details.action"]
        ),
        (
            "kind: Event\nmetadata: {name: one}\ninvolvedObject: {kind: Fleet, name: web}\nreason: FleetValid\nmessage: m\ntype: Normal\nsource: {component: c}\nactor: a\ndetails: {detailType: ReferencedRepositoryUpdated, repo: a}",
            ["MR1102 details.detailType", "MR1101 details.repo"]
        ),
    ]

    @Test("Mistakes in them are found all the same", arguments: wrong)
    func mistakes(_ text: String, _ findings: [String]) { #expect(beside(text) == findings) }

    @Test(
        "Times of RFC 3339",
        arguments: [
            ("2026-01-31T08:00:00Z", true), ("2026-01-31t08:00:00.5z", true), ("2026-01-31T23:59:60+14:00", true),
            ("2026-01-31", false), ("2026-01-31 08:00:00Z", false), ("2026-01-31T08:00:00", false),
            ("2026-00-31T08:00:00Z", false), ("2026-01-32T08:00:00Z", false), ("2026-01-31T24:00:00Z", false),
            ("2026-01-31T08:60:00Z", false), ("2026-01-31T08:00:00.Z", false), ("2026-01-31T08:00:00+1:00", false),
            ("2026-01-31T08:00:00Zx", false), ("x026-01-31T08:00:00Z", false),
        ])
    func times(_ text: String, _ isRight: Bool) { #expect(TextFormat.timestamp.matches(text) == isRight) }

    @Test("Kinds say which version their documents have")
    func versions() {
        let alpha = Kind.allCases.filter { $0.apiVersion == "flightctl.io/v1alpha1" }
        #expect(alpha == [.catalog, .catalogItem])
        #expect(Kind.allCases.filter { !$0.isKept } == alpha)
    }
}
