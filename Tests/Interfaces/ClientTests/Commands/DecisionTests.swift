import Nodes
import Testing

@testable import Client

@Suite("martlet approve, deny, delete and decommission")
struct DecisionTests {
    @Test("Approving an enrollment request always sends a map of labels")
    func approve() async throws {
        let path = "PUT /api/v1/enrollmentrequests/e1/approval"
        let plain = try ApproveCommand(["er/e1"], labels: [], replacesLabels: false)
        let bare = try await run(plain, [path: Canned(body: "{}")])
        #expect(bare.output == "enrollmentrequest/e1 approved\n")
        #expect(
            bare.requests.first?.json?.canonicalJSON()
                == Array(#"{"approved":true,"labels":{},"replaceLabels":false}"#.utf8))

        let labelled = try ApproveCommand(
            ["er", "e1"], labels: ["site=berlin", "empty=", "a=b=c"], replacesLabels: true)
        let run = try await run(labelled, [path: Canned(body: "{}")])
        let expected = #"{"approved":true,"labels":{"a":"b=c","empty":"","site":"berlin"},"replaceLabels":true}"#
        #expect(run.requests.first?.json?.canonicalJSON() == Array(expected.utf8))
    }

    @Test("A certificate request goes back with exactly one decision", arguments: [true, false])
    func decide(approves: Bool) async throws {
        let before = Samples.object(
            "CertificateSigningRequest", "svc",
            #""spec":{"request":"eA==","signerName":"flightctl.io/server-svc"},"status":{"conditions":[\#(Samples.condition("TPMVerified")),\#(Samples.condition("Approved", "False")),\#(Samples.condition("Denied", "False"))]}"#
        )
        let path = "/api/v1/certificatesigningrequests/svc"
        let answers = ["GET \(path)": Canned(body: before), "PUT \(path)/approval": Canned(body: before)]
        let run =
            approves
            ? try await run(ApproveCommand(["csr/svc"], labels: [], replacesLabels: false), answers)
            : try await run(DenyCommand(["csr/svc"]), answers)
        #expect(run.error == nil)
        #expect(run.lines == ["GET \(path)", "PUT \(path)/approval"])
        let sent = try #require(run.requests.last?.json)
        let conditions = try #require(sent["status"]?["conditions"]?.elements)
        #expect(conditions.map { $0.text("type") } == ["TPMVerified", approves ? "Approved" : "Denied"])
        #expect(conditions.last?.text("status") == "True")
        #expect(conditions.last?.text("lastTransitionTime") == "2026-08-21T12:00:00Z")
        #expect(sent["spec"]?.text("request") == "eA==")
    }

    @Test("What the server refuses is told in its own words")
    func refused() async throws {
        let message = "Fleet kiosks is owned by git: https://git/x, fleets/kiosks.yaml:3"
        let run = try await run(
            DeleteCommand(["fleet/kiosks"], fleet: nil), ["DELETE /api/v1/fleets/kiosks": .refusal(409, message)])
        #expect(run.error?.code == .refused(status: 409))
        #expect(run.error?.message == message)
        #expect(run.output.isEmpty)
    }

    @Test("Each of several objects is deleted, also behind one that fails")
    func deleteSeveral() async throws {
        let run = try await run(
            DeleteCommand(["csr", "a", "b", "c"], fleet: nil),
            [
                "DELETE /api/v1/certificatesigningrequests/a": Canned(body: "{}"),
                "DELETE /api/v1/certificatesigningrequests/c": Canned(body: "{}"),
            ])
        #expect(run.output == "certificatesigningrequest/a deleted\ncertificatesigningrequest/c deleted\n")
        #expect(run.error?.code == .partial)
        #expect(run.error?.exitStatus == 1)
    }

    @Test("Template versions are deleted below their fleet, devices decommissioned by PUT")
    func others() async throws {
        let deleted = try await run(
            DeleteCommand(["tv/v1"], fleet: "f"), ["DELETE /api/v1/fleets/f/templateversions/v1": Canned(body: "{}")])
        #expect(deleted.error == nil)
        let ended = try await run(
            DecommissionCommand(["device/d1"], target: .unenroll),
            ["PUT /api/v1/devices/d1/decommission": Canned(body: Samples.device)])
        #expect(ended.error == nil)
        #expect(ended.requests.first?.json?.text("target") == "Unenroll")
    }

    @Test("Wrong words are wrong usage and nothing is sent", arguments: 0..<11)
    func wrong(number: Int) {
        let attempts: [() throws -> Void] = [
            { _ = try ApproveCommand(["device/d"], labels: [], replacesLabels: false) },
            { _ = try ApproveCommand(["er"], labels: [], replacesLabels: false) },
            { _ = try ApproveCommand(["er/e", "csr/c"], labels: [], replacesLabels: false) },
            { _ = try ApproveCommand(["er/e"], labels: ["site"], replacesLabels: false) },
            { _ = try ApproveCommand(["er/e"], labels: ["=x"], replacesLabels: false) },
            { _ = try ApproveCommand(["er/e"], labels: ["a=1", "a=2"], replacesLabels: false) },
            { _ = try ApproveCommand(["csr/c"], labels: ["a=1"], replacesLabels: false) },
            { _ = try DenyCommand(["er/e"]) },
            { _ = try DeleteCommand(["event/e"], fleet: nil) },
            { _ = try DeleteCommand(["tv/v"], fleet: nil) },
            { _ = try DecommissionCommand(["fleet/f"], target: .unenroll) },
        ]
        #expect(throws: ClientError(.usage, "")) { try attempts[number]() }
    }
}
