import Resources
import Testing

@testable import Client

@Suite("Tables")
struct TableTests {
    private func table(
        _ words: [String], _ path: String, _ answer: Canned, change: (inout GetCommand) -> Void = { _ in }
    ) async throws -> String {
        var command = GetCommand(try ObjectSelection(words))
        change(&command)
        try command.validate()
        let run = try await run(command, ["GET /api/v1/\(path)": answer])
        #expect(run.error == nil)
        return run.output
    }

    @Test("Devices, with labels when wide; what a device did not report is Unknown")
    func devices() async throws {
        let answer = Samples.list("Device", [Samples.device, Samples.bareDevice])
        #expect(
            try await table(["dev"], "devices", answer) == """
                NAME                        ALIAS   OWNER          SYSTEM    UPDATED    APPLICATIONS
                d1                          lobby   Fleet/kiosks   Online    UpToDate   Healthy
                a-device-with-a-long-name           <none>         Unknown   Unknown    Unknown

                """)
        let wide = try await table(["devices"], "devices", answer) { $0.format = .wide }
        #expect(wide.contains("APPLICATIONS   LABELS\n"))
        #expect(wide.contains("Healthy        alias=lobby,site=berlin\n"))
    }

    @Test("Fleets, with the number of devices when asked for")
    func fleets() async throws {
        let answer = Samples.list(
            "Fleet", [Samples.fleet, Samples.object("Fleet", "empty", #""spec":{"template":{"spec":{}}}"#)])
        #expect(
            try await table(["fleets"], "fleets", answer) == """
                NAME     OWNER               SELECTOR                VALID
                kiosks   ResourceSync/main   a=1,b=2,c in (x,y),!d   True
                empty    <none>              <none>                  Unknown

                """)
        let summary = try await table(["fleets"], "fleets?addDevicesSummary=true&limit=1000", answer) {
            $0.summary = true
        }
        #expect(summary.contains("VALID     DEVICES\n"))
        #expect(summary.contains("True      12\n"))
    }

    @Test("Certificate signing requests say what was decided and whether the certificate is there")
    func requests() async throws {
        let answer = Samples.list("CertificateSigningRequest", [Samples.csr, Samples.pendingCSR])
        #expect(
            try await table(["csr"], "certificatesigningrequests", answer) == """
                NAME                  AGE      SIGNERNAME                REQUESTOR   REQUESTEDDURATION   CONDITION
                client-enrollment-1   3h       flightctl.io/enrollment   admin       7d                  Approved,Issued
                svc                   <none>   flightctl.io/server-svc   <none>      <none>              Pending

                """)
    }

    @Test(
        "The other kinds",
        arguments: [
            (
                "er", "enrollmentrequests",
                Samples.object(
                    "EnrollmentRequest", "e1",
                    #""spec":{"csr":"x"},"status":{"conditions":[],"approval":{"approved":true,"approvedBy":"admin","approvedAt":"2026-08-21T11:00:00Z","labels":{"a":"1"}}}"#
                ),
                "NAME   APPROVAL   APPROVER   APPROVED LABELS\ne1     Approved   admin      a=1\n"
            ),
            (
                "er", "enrollmentrequests",
                Samples.object("EnrollmentRequest", "e2", #""spec":{"csr":"x"},"status":{"conditions":[]}"#),
                "NAME   APPROVAL   APPROVER   APPROVED LABELS\ne2     Pending    <none>\n"
            ),
            (
                "repo", "repositories",
                Samples.object(
                    "Repository", "r",
                    #""spec":{"type":"git","url":"https://git/x"},"status":{"conditions":[\#(Samples.condition("Accessible"))]}"#
                ),
                "NAME   TYPE   REPOSITORY URL   ACCESSIBLE\nr      git    https://git/x    True\n"
            ),
            (
                "rs", "resourcesyncs",
                Samples.object(
                    "ResourceSync", "s",
                    #""spec":{"repository":"r","targetRevision":"main","path":"/"},"status":{"conditions":[\#(Samples.condition("Accessible")),\#(Samples.condition("Synced", "False"))]}"#
                ),
                "NAME   REPOSITORY   PATH   REVISION   ACCESSIBLE   SYNCED   LAST SYNC\ns      r            /      main       True         False    4m ago\n"
            ),
            (
                "ev", "events",
                #"{"apiVersion":"flightctl.io/v1beta1","kind":"Event","metadata":{"name":"u","creationTimestamp":"2026-08-18T12:00:00Z"},"involvedObject":{"kind":"Fleet","name":"f"},"reason":"FleetValid","type":"Normal","message":"ok","actor":"a","source":{"component":"c"}}"#,
                "AGE   INVOLVEDOBJECT.KIND   INVOLVEDOBJECT.NAME   TYPE     MESSAGE\n3d    Fleet                 f                     Normal   ok\n"
            ),
            (
                "org", "organizations",
                Samples.object("Organization", "u", #""spec":{"displayName":"Default","externalId":"default"}"#),
                "NAME   DISPLAY NAME   EXTERNAL ID\nu      Default        default\n"
            ),
        ])
    func others(word: String, path: String, object: String, expected: String) async throws {
        #expect(try await table([word], path, Samples.list("X", [object])) == expected)
    }

    @Test("Template versions are asked below their fleet")
    func templateVersions() async throws {
        let answer = Samples.list(
            "TemplateVersion", [Samples.object("TemplateVersion", "v", #""spec":{"fleet":"a/b"}"#)])
        let text = try await table(["tv"], "fleets/a%2Fb/templateversions", answer) { $0.fleet = "a/b" }
        #expect(text == "FLEET   NAME\na/b     v\n")
    }

    @Test("What comes from a device cannot steer the terminal")
    func printable() async throws {
        let device = Samples.object("Device", #"d\u001b[31m\u202e\nx"#)
        let text = try await table(["dev"], "devices", Samples.list("Device", [device]))
        #expect(text.split(separator: "\n").count == 2)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || (0x20...0x7e).contains($0.value) })
    }
}
