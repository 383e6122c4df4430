import Nodes
import Testing

@testable import Client

@Suite("martlet rollout, and explain device")
struct RolloutTests {
    private static let path = "/api/v1/fleets/kiosks/rollout"

    /// How a fleet stands: a batch that ended, one at work, and two to come.
    private static func standing(
        _ state: String = "InProgress", message: String = "Rolling out batch 2", succeeded: Int = 5, more: String = ""
    ) -> String {
        """
        {"kind":"FleetRollout","metadata":{"name":"kiosks"},"currentVersion":"v4","goodVersion":"v3",
         "rollout":{"id":7,"templateVersion":"v4","previousVersion":"v3","commit":"2a1f3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
          "author":"Ada <ada@example.com>","subject":"A change","state":"\(state)","reason":"X","message":"\(message)",
          "batch":1,"approved":false,"createdAt":"2026-08-21T11:50:00.000000Z","progressAt":"2026-08-21T11:59:00.000000Z"\(more)},
         "devices":{"total":100,"pending":80,"pendingOffline":4,"waiting":2,"offline":1,"succeeded":\(succeeded),"failed":7,"timedOut":1},
         "batches":[
          {"number":0,"name":"batch 1","state":"Ended","total":4,"succeeded":4,"failed":0,"timedOut":0,"offline":0,"successPercentage":100},
          {"number":1,"name":"batch 2","state":"Active","total":20,"pending":8,"pendingOffline":0,"waiting":2,"offline":1,"succeeded":1,"failed":7,"timedOut":1},
          {"number":2,"name":"batch 3","state":"Waiting","limit":"25%"},
          {"number":3,"name":"final implicit batch","state":"Waiting"}],
         "failures":[{"message":"disk is full","count":5,"devices":["d1","d2","d3"]},{"message":"no image","count":2,"devices":["d8","d9"]}],
         "offlineDevices":["d6"],"timedOutDevices":[]}
        """
    }

    private func status(_ standing: String, format: OutputFormat = .table) async throws -> Run {
        try await run(
            RolloutStatusCommand(try FleetName("kiosks"), format: format, watches: false, timeout: "0"),
            ["GET \(Self.path)": Canned(body: standing)])
    }

    @Test("The status shows a bar for each batch, what failures say, and who is offline")
    func text() async throws {
        let run = try await status(Self.standing())
        for line in [
            "FLEET     kiosks", "VERSION   v4", "GOOD      v3",
            "COMMIT    2a1f3c4d5e6f  Ada <ada@example.com>  A change",
            "STATE     InProgress, Rolling out batch 2", "BEGUN     10m ago, last progress 60s ago",
            "DEVICES   5 succeeded, 7 failed, 1 timed out, 2 waiting, 80 to come, 5 offline of 100",
            "batch 1                [########################] 100%   4 succeeded, 0 failed, 0 waiting, 0 offline of 4",
            "batch 2                [#!!!!!!!!!..............]  45%   1 succeeded, 7 failed, 1 timed out, 2 waiting, 8 to come, 1 offline of 20",
            "batch 3                to come, at most 25%", "final implicit batch   to come", "FAILURES",
            "  5x disk is full (d1, d2, d3)", "  2x no image (d8, d9)", "OFFLINE", "  d6",
        ] { #expect(run.output.contains(line + "\n"), "“\(line)” is not in\n\(run.output)") }
        #expect(!run.output.contains("TIMED OUT"))
    }

    @Test(
        "The exit status says the outcome",
        arguments: [
            ("Completed", 0), ("Pending", 3), ("InProgress", 3), ("RollingBack", 3), ("Superseded", 3),
            ("AwaitingApproval", 4), ("Paused", 4), ("Failed", 5), ("Cancelled", 5),
        ])
    func exitStatus(state: String, status code: Int32) async throws {
        for format in [OutputFormat.table, .json] {
            let run = try await status(Self.standing(state), format: format)
            #expect((run.error?.exitStatus ?? 0) == code)
            #expect((run.error == nil) == (code == 0))
        }
    }

    @Test(
        "Whoever is not told that it has completed is told what to do",
        arguments: [
            ("InProgress", "X", "status kiosks --watch"), ("AwaitingApproval", "X", "approve kiosks"),
            ("Paused", "PausedByOperator", "resume kiosks"), ("Paused", "BatchFailed", "retry kiosks"),
            ("Paused", "ProgressDeadlineExceeded", "resume kiosks"), ("Failed", "X", "retry kiosks"),
            ("AwaitingApproval", "X", "rollback kiosks"),
        ])
    func advice(state: String, reason: String, command: String) async throws {
        let standing = Self.standing(state).replacing("\"reason\":\"X\"", with: "\"reason\":\"\(reason)\"")
        let error = try #require(try await status(standing).error)
        #expect(error.fix.contains("`martlet rollout \(command)`"))
        #expect(error.message.contains("failed") == (reason == "BatchFailed"))
    }

    @Test(
        "Only a rollout that began with a good version is advised to go back to it",
        arguments: [("AwaitingApproval", "X"), ("Paused", "BatchFailed"), ("Paused", "PausedByOperator")])
    func adviceToRollBack(state: String, reason: String) async throws {
        let standing = Self.standing(state).replacing("\"reason\":\"X\"", with: "\"reason\":\"\(reason)\"")
        #expect(try await status(standing).error?.fix.contains("rollback") == true)
        // The fleet has got a good version since: this rollout still has none to go back to.
        let none = standing.replacing("\"previousVersion\":\"v3\",", with: "")
        try #require(none != standing)
        #expect(try await status(none).error?.fix.contains("rollback") == false)
    }

    @Test("A fleet without a rollout has nothing to wait for")
    func none() async throws {
        let run = try await status(#"{"kind":"FleetRollout","metadata":{"name":"kiosks"}}"#)
        #expect(run.error == nil && run.output.contains("ROLLOUT   none yet"))
    }

    @Test(
        "A bar shows what failed, however little it is, and never more than there is",
        arguments: [
            (0, 0, 0, "[........................]   -%"), (0, 0, 9, "[........................]   0%"),
            (1, 0, 1000, "[........................]   0%"), (999, 1, 1000, "[#######################!] 100%"),
            (0, 1, 100_000, "[!.......................]   0%"), (12, 12, 24, "[############!!!!!!!!!!!!] 100%"),
            (999, 0, 1000, "[#######################.]  99%"), (0, 5, 5, "[!!!!!!!!!!!!!!!!!!!!!!!!] 100%"),
        ] as [(Int64, Int64, Int64, String)])
    func bars(succeeded: Int64, failed: Int64, total: Int64, text: String) {
        #expect(ProgressBar(succeeded: succeeded, failed: failed, total: total).text == text)
    }

    /// Watches a rollout that the server says to stand like this, answer by answer; the last one stays.
    private func watch(_ answers: [Canned], isInteractive: Bool = true, timeout: String = "0") async throws -> Run {
        var command = try RolloutStatusCommand(try FleetName("kiosks"), format: .table, watches: true, timeout: timeout)
        command.pause = .zero
        let asked = Counter()
        return try await run(command, isInteractive: isInteractive) { _ in answers[min(asked.next(), answers.count) - 1]
        }
    }

    @Test("A watched rollout is drawn over itself until it has ended")
    func watched() async throws {
        let run = try await watch([
            Canned(body: Self.standing(succeeded: 5)), Canned(body: Self.standing(succeeded: 6)),
            Canned(body: Self.standing("Completed", message: "", succeeded: 95)),
        ])
        #expect(run.error == nil && run.requests.count == 3)
        let frames = run.output.split(separator: "\u{1B}[?7l", omittingEmptySubsequences: false)
        #expect(frames.count == 4 && frames[0].isEmpty)
        let lines = frames[1].utf8.count { $0 == UInt8(ascii: "\n") }
        #expect(frames[1].hasSuffix("\u{1B}[?7h\u{1B}[\(lines)A\u{1B}[J"))
        #expect(frames[3].contains("95 succeeded"))
    }

    @Test("Where nobody sees a terminal, a watched rollout is a line for each change")
    func watchedLines() async throws {
        let run = try await watch(
            [
                Canned(body: Self.standing()), Canned(body: Self.standing()),
                Canned(body: Self.standing("Failed", message: "no")),
            ],
            isInteractive: false)
        #expect(
            run.output == """
                kiosks v4 InProgress, Rolling out batch 2: 5 succeeded, 7 failed, 1 timed out, 2 waiting, 80 to come, 5 offline of 100
                kiosks v4 Failed, no: 5 succeeded, 7 failed, 1 timed out, 2 waiting, 80 without it, 5 offline of 100

                """)
        #expect(run.error?.exitStatus == 5)
    }

    @Test("A watch bears a server that is away for a moment, and none that says no")
    func watchedFailures() async throws {
        let away = Canned.refusal(503, "not ready")
        let back = try await watch([away, away, Canned(body: Self.standing("Completed"))])
        #expect(back.error == nil && back.notes == ["not ready Still watching."])
        let gone = try await watch([Canned(body: Self.standing()), .refusal(404, "no such fleet")])
        #expect(gone.error?.code == .refused(status: 404))
        let never = try await watch([away])
        #expect(never.error?.code == .refused(status: 503) && never.requests.count == WatchPatience.most + 1)
    }

    @Test("A watch ends when its time is over, and says how the rollout stands then")
    func watchedTimeout() async throws {
        let run = try await watch([Canned(body: Self.standing("AwaitingApproval"))], timeout: "1s")
        #expect(run.error?.exitStatus == 4)
    }

    @Test("What cannot be watched is wrong use")
    func usage() throws {
        for timeout in ["", "5", "-1s", "1w"] {
            #expect(throws: ClientError.usage("")) {
                try RolloutStatusCommand(try FleetName("x"), format: .table, watches: true, timeout: timeout)
            }
        }
        for format in [OutputFormat.json, .yaml, .name] {
            #expect(throws: ClientError.usage("")) {
                try RolloutStatusCommand(try FleetName("x"), format: format, watches: true, timeout: "0")
            }
        }
        for word in ["", "device/x", "a/b/c", "/", "fleet/"] {
            #expect(throws: ClientError.usage("")) { try FleetName(word) }
        }
    }

    @Test("Of many batches those around the one at work are shown")
    func window() throws {
        let batches = (0..<40).map { number in
            """
            {"number":\(number),"name":"batch \(number + 1)","state":"\(number < 20 ? "Ended" : number == 20 ? "Active" : "Waiting")",
             "total":1,"succeeded":1,"failed":0,"timedOut":0,"offline":0}
            """
        }
        let standing = try JSON.parse(
            Array(
                #"{"metadata":{"name":"x"},"rollout":{"state":"InProgress"},"batches":[\#(batches.joined(separator: ","))]}"#
                    .utf8))
        let text = RolloutText(standing, now: noon, mostBatches: 8).text
        #expect(text.contains("… 16 earlier\nbatch 17 ") && text.contains("batch 24 ") && text.contains("… 16 later\n"))
        #expect(!text.contains("batch 25 ") && !text.contains("batch 16 "))
    }

    @Test("The history tells versions, commits and ends")
    func history() async throws {
        let entry = """
            {"id":7,"templateVersion":"v4","commit":"2a1f3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d","author":"Ada","state":"Failed",
             "reason":"BatchFailed","message":"batch 1 failed","createdAt":"2026-08-21T11:50:00Z",
             "finishedAt":"2026-08-21T11:55:00Z","total":4,"succeeded":1}
            """
        let run = try await run(
            try RolloutHistoryCommand(try FleetName("fleet/kiosks"), format: .table, limit: 1),
            ["GET \(Self.path)/history?limit=1": Canned(body: #"{"metadata":{},"items":[\#(entry)]}"#)])
        #expect(
            run.output.split(separator: "\n").last
                == "v4        2a1f3c4d5e6f   Ada      10m ago   5m ago   Failed   1 of 4      batch 1 failed")
        #expect(throws: ClientError.usage("")) {
            try RolloutHistoryCommand(try FleetName("kiosks"), format: .table, limit: 0)
        }
    }

    @Test(
        "A change is about the rollout, and an approval about the batch, that stands there",
        arguments: RolloutChangeCommand.Change.allCases)
    func changes(change: RolloutChangeCommand.Change) async throws {
        let run = try await run(
            RolloutChangeCommand(name: try FleetName("kiosks"), change: change),
            [
                "GET \(Self.path)": Canned(body: Self.standing()),
                "POST \(Self.path)/\(change.rawValue)": Canned(
                    body: Self.standing("Paused", message: "Paused by user:ada")),
            ])
        #expect(run.error == nil)
        #expect(run.output == "fleet/kiosks: rollout of v4: Paused by user:ada\n")
        let wish = change == .approve ? #"{"batch":1,"templateVersion":"v4"}"# : #"{"templateVersion":"v4"}"#
        #expect(run.requests[1].json?.canonicalJSON() == Array(wish.utf8))
    }

    @Test("What the server refuses is told, and nothing is done")
    func refused() async throws {
        let run = try await run(
            RolloutChangeCommand(name: try FleetName("kiosks"), change: .resume),
            [
                "GET \(Self.path)": Canned(body: Self.standing()),
                "POST \(Self.path)/resume": .refusal(409, "It is not paused"),
            ])
        #expect(run.error?.message == "It is not paused" && run.error?.exitStatus == 1)
    }

    @Test("An explanation names fleet, selector, version, commit, batch and what the device waits for")
    func explanation() async throws {
        let body = """
            {"kind":"DeviceExplanation","metadata":{"name":"d1"},"labels":{"site":"b"},"connected":true,
             "lastSeen":"2026-08-21T11:59:30Z","fleet":{"name":"kiosks","matchLabels":{"site":"b","kind":"kiosk"},
             "owner":"ResourceSync/main","path":"fleets/kiosks.yaml","line":4},
             "assigned":{"templateVersion":"v3","commit":"2a1f3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d","author":"Ada","subject":"S"},
             "rendered":{"version":7,"templateVersion":"v3","at":"2026-08-21T11:00:00Z"},
             "reported":{"version":7,"updating":"False","reason":"Updated","message":"Updated"},
             "refused":{"templateVersion":"v4","message":"disk is full"},
             "rollout":{"templateVersion":"v4","state":"InProgress","message":"Rolling out batch 1","batch":0},
             "batches":1,"batch":0,"dispatchedAt":"2026-08-21T11:50:00Z","hasOwnSpec":true,"ownPlace":"devices/d1.yaml:2",
             "waitsFor":"It refused v4: disk is full."}
            """
        let run = try await run(
            try ExplainDeviceCommand(["device", "d1"], format: .table),
            ["GET /api/v1/devices/d1/explanation": Canned(body: body)])
        for line in [
            "DEVICE        d1", "SEEN          connected, 30s ago",
            "FLEET         kiosks, fleets/kiosks.yaml:4 of ResourceSync/main", "SELECTED BY   kind=kiosk,site=b",
            "VERSION       v3  2a1f3c4d5e6f  Ada  S", "RENDERED      rendered version 7 of v3, 60m ago",
            "REPORTED      rendered version 7, Updated: Updated", "OWN SPEC      devices/d1.yaml:2",
            "ROLLOUT       v4  InProgress  Rolling out batch 1", "BATCH         batch 1, dispatched 10m ago",
            "REFUSED       v4  disk is full", "WAITS FOR     It refused v4: disk is full.",
        ] { #expect(run.output.contains(line + "\n"), "“\(line)” is not in\n\(run.output)") }
        #expect(throws: ClientError.usage("")) { try ExplainDeviceCommand(["fleet/x"], format: .table) }
        #expect(throws: ClientError.usage("")) { try ExplainDeviceCommand(["device"], format: .table) }
    }
}
