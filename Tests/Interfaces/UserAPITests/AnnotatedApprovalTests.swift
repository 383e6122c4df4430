import Nodes
import SQL
import Store
import TestSupport
import Testing

/// Approvals as existing clients write them.
@Suite("Rollouts, approved by annotations")
struct AnnotatedApprovalTests {
    private static let approved = "fleet-controller/rolloutApproved"
    private static let state = "select state from rollout where finished_at is null"
    private static let batch = "select batch::text from rollout where finished_at is null"
    private static let approval =
        #"[{"op": "replace", "path": "/metadata/annotations/fleet-controller~1rolloutApproved", "value": "true"}]"#
    private static let withdrawal = approval.replacing(#""true""#, with: #""false""#)

    private func patch(_ site: RolloutTrial, _ operations: String) async throws -> Answer {
        try await site.client.send(
            "PATCH", "/fleets/web", body: operations, headers: [("Content-Type", "application/json-patch+json")])
    }

    /// The fleet as the API shows it, with the annotation that approves.
    private func approvedCopy(_ site: RolloutTrial) async throws -> String {
        let shown = try await site.client.get("/fleets/web").text
        let copy = shown.replacing(#""\#(Self.approved)": "false""#, with: #""\#(Self.approved)": "true""#)
        try #require(copy != shown, "\(shown)")
        return copy
    }

    /// All devices of a batch succeed.
    private func finish(_ site: RolloutTrial, batch: Int) async throws {
        try await site.settle()
        let names = "select d.name from device_target t join device d on d.id = t.device_id where t.batch = \(batch)"
        let devices = try await site.values(names)
        try #require(!devices.isEmpty)
        for name in devices { try await site.report(name, steps: name == devices.last) }
        try #require(try await site.values(Self.state) == ["AwaitingApproval"])
    }

    @Test("A fleet that was read before the rollout moved on approves nothing that was not looked at")
    func stale() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            try await finish(site, batch: 0)
            let copy = try await approvedCopy(site)
            let bob = try await site.client.send("POST", "/fleets/web/rollout/approve")
            try #require(bob.code == 200, "\(bob.text)")
            try await finish(site, batch: 1)
            let late = try await site.client.send("PUT", "/fleets/web", body: copy)
            #expect(late.code == 409 && late.message?.contains("read it again") == true, "\(late.text)")
            #expect(try await site.values(Self.state) == ["AwaitingApproval"])
            #expect(try await site.values(Self.batch) == ["1"])
            let fresh = try await site.client.send("PUT", "/fleets/web", body: try await approvedCopy(site))
            #expect(fresh.code == 200, "\(fresh.text)")
            #expect(try await site.values(Self.batch) == ["2"])
        }
    }

    @Test("A fleet without resourceVersion approves whatever waits: its writer did not ask for a comparison")
    func withoutVersion() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            try await finish(site, batch: 0)
            let copy = try await approvedCopy(site)
            let version = try #require(try JSON.parse(Array(copy.utf8))["metadata"]?["resourceVersion"]?.string)
            let without = copy.replacing(#""resourceVersion":"\#(version)","#, with: "")
            try #require(without != copy)
            #expect(try await site.client.send("PUT", "/fleets/web", body: without).code == 200)
            #expect(try await site.values(Self.batch) == ["1"])
        }
    }

    @Test(
        "P7: an approval is of the batch that was shown, also when another takes its place while it waits for the lock")
    func moved() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            try await finish(site, batch: 0)
            let (moved, mover) = AsyncStream<Void>.makeStream()
            async let move: Void = site.site.store.database.transaction { connection in
                try connection.execute(
                    script: """
                        select from resource where kind = 'Fleet' for no key update;
                        update rollout set batch = 1 where finished_at is null;
                        """)
                mover.finish()
                try connection.waitUntilSomebodyIsBlocked()
            }
            for await _ in moved {}
            let answer = try await patch(site, Self.approval)
            try await move
            #expect(answer.code == 409 && answer.message?.contains("another batch") == true, "\(answer.text)")
            #expect(try await site.values(Self.state) == ["AwaitingApproval"])
        }
    }

    @Test("An approval that was given cannot be withdrawn, and whoever tries is told what to do instead")
    func withdrawn() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            // Nothing is approved yet: nothing is asked for.
            #expect(try await patch(site, Self.withdrawal).code == 200)
            // As when no device said anything in time; approved, it goes on while they are still waited for.
            try await site.change(
                "update rollout set state = 'Paused', reason = 'ProgressDeadlineExceeded' where finished_at is null")
            let approval = try await patch(site, Self.approval)
            try #require(approval.code == 200, "\(approval.text)")
            #expect(try approval.json["metadata"]?["annotations"]?[Self.approved]?.string == "true")
            let copy = approval.text.replacing(#""\#(Self.approved)": "true""#, with: #""\#(Self.approved)": "false""#)
            try #require(copy != approval.text)
            for answer in [
                try await patch(site, Self.withdrawal),
                try await patch(site, Self.withdrawal.replacing("replace", with: "add")),
                try await site.client.send("PUT", "/fleets/web", body: copy),
            ] { #expect(answer.code == 409 && answer.message?.contains("pause") == true, "\(answer.text)") }
            #expect(try await site.values("select approved::text from rollout where finished_at is null") == ["true"])
        }
    }

    @Test("A body that is too large is 413, whoever owns the fleet", arguments: ["PUT", "PATCH"])
    func tooLarge(method: String) async throws {
        let body = #"{"kind":""# + String(repeating: "x", count: 1 << 20) + #""}"#
        try await RolloutSite.with { site in
            for name in ["web", "nobody"] {
                let answer = try await site.client.send(method, "/fleets/\(name)", body: body)
                #expect(answer.code == 413, "\(answer.text)")
            }
        }
    }

    @Test("An existing client approves by the fleet's annotations, also where git owns the fleet")
    func annotations() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            try await site.report("d0")
            try await site.report("d1")
            func patch(_ operations: String) async throws -> Answer {
                try await site.client.send(
                    "PATCH", "/fleets/web", body: operations, headers: [("Content-Type", "application/json-patch+json")]
                )
            }
            let approved = "/metadata/annotations/fleet-controller~1rolloutApproved"
            for other in [
                #"[{"op": "replace", "path": "/spec/selector/matchLabels/site", "value": "y"}]"#,
                #"[{"op": "add", "path": "\#(approved)", "value": "true"}, {"op": "remove", "path": "/spec/rolloutPolicy"}]"#,
                #"[{"op": "remove", "path": "\#(approved)"}]"#,
                #"[{"op": "add", "path": "/metadata/annotations/fleet-controller~1batchNumber", "value": "2"}]"#, "[]",
                "{}",
            ] {
                let answer = try await patch(other)
                #expect(
                    answer.code == 409 && answer.message?.contains("owned by git") == true, "\(other): \(answer.text)")
            }
            #expect(try await patch(#"[{"op": "add", "path": "\#(approved)", "value": true}]"#).code == 400)
            #expect(
                try await patch(
                    #"[{"op": "test", "path": "/metadata/name", "value": "x"}, {"op": "add", "path": "\#(approved)", "value": "true"}]"#
                ).code == 409)
            #expect(
                try await site.values("select state from rollout where finished_at is null") == ["AwaitingApproval"])
            let answer = try await patch(#"[{"op": "replace", "path": "\#(approved)", "value": "true"}]"#)
            #expect(answer.code == 200, "\(answer.text)")
            #expect(try answer.json["kind"]?.string == "Fleet")
            #expect(try await site.values("select state from rollout where finished_at is null") == ["InProgress"])
            let early = try await patch(#"[{"op": "replace", "path": "\#(approved)", "value": "true"}]"#)
            #expect(early.code == 409 && early.message?.contains("Nothing waits") == true)
        }
    }

    @Test("A fleet that is put back with another approval method changes that and nothing else")
    func replacement() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            let shown = try await site.client.get("/fleets/web").text
            #expect(shown.contains(#""fleet-controller/rolloutApprovalMethod": "manual""#))
            let unchanged = try await site.client.send("PUT", "/fleets/web", body: shown)
            #expect(unchanged.code == 409 && unchanged.message?.contains("owned by git") == true)
            let method = shown.replacing(
                #""fleet-controller/rolloutApprovalMethod": "manual""#,
                with: #""fleet-controller/rolloutApprovalMethod": "automatic""#)
            let elsewhere = method.replacing(#""site": "x""#, with: #""site": "y""#)
            #expect(elsewhere != method)
            #expect(try await site.client.send("PUT", "/fleets/web", body: elsewhere).code == 409)
            #expect(try await site.client.send("PUT", "/fleets/web", body: method).code == 200)
            #expect(try await site.values("select is_manual::text from rollout where finished_at is null") == ["false"])
            try await site.report("d0")
            try await site.report("d1")
            #expect(try await site.values("select batch::text from rollout where finished_at is null") == ["1"])
        }
    }
}
