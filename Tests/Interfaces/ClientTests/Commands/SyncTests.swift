import Nodes
import Testing

@testable import Client

@Suite("martlet sync and blame")
struct SyncTests {
    private static let path = "/api/v1/resourcesyncs/fleets"
    private static let oid = "2a1f3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"

    /// An entry of the history.
    private static func entry(_ outcome: String, findings: String = "[]", created: Int = 0) -> String {
        """
        {"commit":"\(oid)","author":"Ada <ada@example.com>","subject":"A change","outcome":"\(outcome)",
         "startedAt":"2026-08-21T11:54:58.000000Z","endedAt":"2026-08-21T11:55:00.000000Z","seconds":2.0,
         "created":\(created),"changed":0,"deleted":1,"released":0,"findings":\(findings)}
        """
    }

    /// How a sync stands.
    private static func standing(
        pending: Bool = false, passes: Int = 1, last: String = entry("applied", created: 2), more: String = "",
        synced: String = "True", message: String = ""
    ) -> String {
        """
        {"kind":"ResourceSyncStanding","metadata":{"name":"fleets"},"repository":"origin","targetRevision":"main",
         "path":"/fleets","commit":\(entry("applied")),"observedCommit":"\(oid)","owned":{"Fleet":3,"Device":1},
         "pending":\(pending),"passes":\(passes),"last":\(last),\(more)
         "conditions":[{"type":"Synced","status":"\(synced)","reason":"success","message":"\(message)",
           "lastTransitionTime":"2026-08-21T11:00:00Z"},
          {"type":"PruneBlocked","status":"False","reason":"x","message":""},
          {"type":"Pinned","status":"True","reason":"Pinned","message":"pinned"}]}
        """
    }

    @Test("The status says what is in force and what holds the sync back")
    func status() async throws {
        let more = """
            "suspension":{"reason":"inventory","author":"ada","since":"x","until":"2026-08-21T14:00:00Z"},
            "pin":{"commit":"\(Self.oid)","reason":"","author":"grace","since":"x"},
            """
        let run = try await run(
            SyncStatusCommand(try SyncName("fleets"), format: .table),
            ["GET \(Self.path)/status": Canned(body: Self.standing(more: more))])
        #expect(run.error == nil)
        for text in [
            "NAME        fleets", "main:/fleets of Repository/origin", "2a1f3c4d5e6f  Ada <ada@example.com>  A change",
            "1 Device, 3 Fleet", "by ada until 2026-08-21T14:00:00Z: inventory", "to 2a1f3c4d5e6f by grace\n",
            "applied 5m ago: 2 created, 1 deleted", "Synced",
        ] { #expect(run.output.contains(text), "\(text) is not in\n\(run.output)") }
    }

    @Test("JSON and YAML are what the server said", arguments: [OutputFormat.json, .yaml])
    func documents(format: OutputFormat) async throws {
        let run = try await run(
            SyncStatusCommand(try SyncName("resourcesync/fleets"), format: format),
            ["GET \(Self.path)/status": Canned(body: Self.standing())])
        let read =
            format == .json ? try JSON.parse(Array(run.output.utf8)) : try YAML.documents(in: Array(run.output.utf8))[0]
        #expect(read.canonicalJSON() == (try JSON.parse(Array(Self.standing().utf8))).canonicalJSON())
    }

    @Test("The history tells authors and counts, and the first finding of what was not applied")
    func history() async throws {
        let failed = Self.entry("failed", findings: #"["fleets/a.yaml:3:1: wrong\nFix it","another"]"#)
        let pages = [
            "GET \(Self.path)/history?limit=1000": Canned(
                body: #"{"metadata":{"continue":"t"},"items":[\#(failed)]}"#),
            "GET \(Self.path)/history?limit=1000&continue=t": Canned(
                body: #"{"metadata":{},"items":[\#(Self.entry("applied", created: 2))]}"#),
        ]
        let run = try await run(try SyncHistoryCommand(try SyncName("fleets"), format: .table, limit: nil), pages)
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("2a1f3c4d5e6f   Ada <ada@example.com>   5m ago   2.0"))
        #expect(lines[1].hasSuffix("failed    fleets/a.yaml:3:1: wrong (and 1 more)"))
        #expect(lines[2].hasSuffix("applied   2 created, 1 deleted"))
        #expect(throws: ClientError.usage("")) {
            try SyncHistoryCommand(try SyncName("fleets"), format: .table, limit: 0)
        }
    }

    /// A server whose pass ends after some questions.
    private func now(after: String, timeout: String = "60s") async throws -> Run {
        let command = try SyncNowCommand(try SyncName("fleets"), format: .table, timeout: timeout)
        let asked = Counter()
        return try await run(command) { request in
            if request.method == "POST" { return Canned(body: Self.standing(pending: true)) }
            return Canned(body: asked.next() < 3 ? Self.standing(pending: asked.count > 1) : after)
        }
    }

    @Test("Now waits for the end and tells what was applied")
    func nowApplied() async throws {
        let run = try await now(after: Self.standing(passes: 2))
        #expect(run.error == nil)
        #expect(run.output == "Applied 2a1f3c4d5e6f: 2 created, 1 deleted.\n")
        #expect(run.lines.prefix(2) == ["GET \(Self.path)/status", "POST \(Self.path)/now"])
    }

    @Test("Now says so when there is nothing new")
    func nowUnchanged() async throws {
        #expect(try await now(after: Self.standing()).output == "Nothing new: commit 2a1f3c4d5e6f is in force.\n")
    }

    @Test("Now fails when the newest commit is not in force, for a new reason or the old one")
    func nowFailed() async throws {
        let failed = Self.entry("failed", findings: #"["fleets/a.yaml:3:1: wrong"]"#)
        let news = try await now(after: Self.standing(passes: 2, last: failed, synced: "False", message: "m"))
        #expect(news.error?.code == .sync)
        #expect(news.error?.message == "Not applied: fleets/a.yaml:3:1: wrong")
        let old = try await now(after: Self.standing(last: failed, synced: "False", message: "commit x is not applied"))
        #expect(old.error?.message == "Still not applied: commit x is not applied")
        #expect(old.error?.exitStatus == 1)
    }

    @Test("Now does not wait for ever, and not at all when told so")
    func nowTimeout() async throws {
        let late = try await now(after: Self.standing(pending: true), timeout: "1s")
        #expect(late.error?.code == .timeout)
        let none = try await now(after: Self.standing(pending: true), timeout: "0")
        #expect(none.error == nil && none.lines.count == 2)
    }

    @Test(
        "What is no length of time is wrong use",
        arguments: ["", "5", "m", "0s", "-1m", "1w", "1.5h", "9999999999999999d"])
    func spans(text: String) throws {
        #expect(throws: ClientError.usage("")) {
            try SyncNowCommand(try SyncName("fleets"), format: .table, timeout: text)
        }
        #expect(throws: ClientError.usage("")) {
            try SyncChangeCommand.suspend(try SyncName("fleets"), reason: "x", for: text)
        }
    }

    @Test("What is no name of a sync is wrong use", arguments: ["", "fleet/x", "a/b/c", "/", "rs/"])
    func names(word: String) {
        #expect(throws: ClientError.usage("")) { try SyncName(word) }
    }

    @Test("Pins and suspensions are sent whole and told in one line")
    func changes() async throws {
        let pinned = Self.standing(
            more: #""pin":{"commit":"\#(Self.oid)","reason":"broken","author":"ada","since":"x"},"#)
        let pin = try await run(
            SyncChangeCommand.pin(try SyncName("fleets"), commit: "2A1F3C4", reason: "broken"),
            ["PUT \(Self.path)/pin": Canned(body: pinned)])
        #expect(pin.output == "resourcesync/fleets pinned to 2a1f3c4d5e6f, until a new commit arrives\n")
        #expect(pin.requests[0].json?.canonicalJSON() == Array(#"{"commit":"2a1f3c4","reason":"broken"}"#.utf8))
        let suspended = try await run(
            try SyncChangeCommand.suspend(try SyncName("fleets"), reason: "inventory", for: "2h"),
            ["PUT \(Self.path)/suspension": Canned(body: Self.standing())])
        #expect(suspended.output == "resourcesync/fleets suspended until it is resumed\n")
        #expect(
            suspended.requests[0].json?.canonicalJSON()
                == Array(#"{"expiresInSeconds":7200,"reason":"inventory"}"#.utf8))
        for (change, path) in [(SyncChangeCommand.Change.unpin, "pin"), (.resume, "suspension")] {
            let run = try await run(
                SyncChangeCommand(name: try SyncName("fleets"), change: change),
                ["DELETE \(Self.path)/\(path)": Canned(body: Self.standing())])
            #expect(run.error == nil && run.output.hasPrefix("resourcesync/fleets "))
        }
    }

    @Test("P4: blame names commit, author, place and field of each item")
    func blame() async throws {
        let body = """
            {"kind":"DeviceBlame","items":[
             {"item":"file /etc/motd","field":"spec.template.spec.config[0].inline[0]","object":"Fleet/web",
              "commit":"\(Self.oid)","author":"Ada <ada@example.com>","path":"fleets/web.yaml","line":4,
              "repository":"https://git.example.com/fleet"},
             {"item":"config app","field":"spec.config[0]","object":"Device/d1",
              "source":{"repository":"https://git.example.com/app","commit":"\(Self.oid)","revision":"main","path":"etc"}}]}
            """
        let run = try await run(
            try BlameCommand(["device/d1"], format: .table), ["GET /api/v1/devices/d1/blame": Canned(body: body)])
        let lines = run.output.split(separator: "\n")
        #expect(lines[1].hasPrefix("file /etc/motd   2a1f3c4d5e6f   Ada <ada@example.com>   fleets/web.yaml:4   spec."))
        #expect(lines[2].hasSuffix("https://git.example.com/app@2a1f3c4d5e6f:etc"))
        #expect(lines[2].contains("Device/d1"))
        #expect(throws: ClientError.usage("")) { try BlameCommand(["fleet/web"], format: .table) }
    }
}
