import Nodes
import Rollouts
import SQL
import Store
import TestSupport
import Testing

@Suite("Rollouts, for operators")
struct RolloutTests {
    private static let path = "/fleets/web/rollout"

    @Test("A standing tells batches, counts, the commonest failures and who is offline")
    func standing() async throws {
        try await RolloutSite.with { site in
            try await site.change("delete from device_seen where device_id = (select id from device where name = 'd9')")
            try await site.begin()
            var answer = try await site.client.get(Self.path)
            #expect(answer.code == 200, "\(answer.text)")
            var rollout = try answer.json
            #expect(rollout["rollout"]?["state"]?.string == "InProgress")
            #expect(rollout["rollout"]?["templateVersion"]?.string == "v2")
            #expect(rollout["rollout"]?["commit"]?.string == "b2")
            #expect(rollout["goodVersion"]?.string == "v1")
            #expect(Self.counts(rollout["devices"]) == [10, 7, 1, 2, 0, 0, 0, 0])
            #expect(
                (rollout["batches"]?.elements ?? []).map { "\($0["name"]?.string ?? "") \($0["state"]?.string ?? "")" }
                    == [
                        "batch 1 Active", "batch 2 Waiting", "final implicit batch Waiting",
                    ])
            #expect(Self.counts(rollout["batches"]?.elements?[0]) == [2, 0, 0, 2, 0, 0, 0, 0])
            #expect(rollout["batches"]?.elements?[1]["limit"]?.string == "40%")
            try await site.report("d0")
            try await site.report("d1", failure: "disk is full")
            answer = try await site.client.get(Self.path)
            rollout = try answer.json
            #expect(rollout["rollout"]?["state"]?.string == "AwaitingApproval", "\(answer.text)")
            #expect(Self.counts(rollout["devices"]) == [10, 7, 1, 0, 0, 1, 1, 0])
            let ended = rollout["batches"]?.elements?[0]
            #expect(ended?["state"]?.string == "Ended" && ended?["successPercentage"]?.integer == 50)
            let failure = rollout["failures"]?.elements?.first
            #expect(failure?["message"]?.string == "disk is full" && failure?["count"]?.integer == 1)
            #expect(failure?["devices"]?.elements?.compactMap(\.string) == ["d1"])
        }
    }

    @Test("Equal failures count together whatever the rendered version, and only the three commonest are told")
    func failures() async throws {
        try await RolloutSite.with(policy: "") { site in
            try await site.begin()
            for (index, text) in ["a", "b", "b", "c", "c", "c", "d", "d", "d", "d"].enumerated() {
                try await site.report("d\(index)", failure: text, steps: false)
            }
            let failures = try await site.client.get(Self.path).json["failures"]?.elements ?? []
            let told = failures.map { "\($0["message"]?.string ?? "") \($0["count"]?.scalar?.text ?? "")" }
            #expect(told == ["d 4", "c 3", "b 2"])
            #expect(failures.first?["devices"]?.elements?.compactMap(\.string) == ["d6", "d7", "d8"])
        }
    }

    private static func counts(_ node: Node?) -> [Int64] {
        ["total", "pending", "pendingOffline", "waiting", "offline", "succeeded", "failed", "timedOut"].map {
            node?[$0]?.integer ?? -1
        }
    }

    @Test("Operators approve, pause, resume, cancel, retry and roll back; who did it is an event")
    func commands() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            try await site.report("d0")
            try await site.report("d1", failure: "disk is full")
            func send(_ word: String, _ body: String? = nil, expecting code: Int = 200) async throws -> String? {
                let answer = try await site.client.send("POST", "\(Self.path)/\(word)", body: body)
                #expect(answer.code == code, "\(word): \(answer.text)")
                return code == 200 ? try answer.json["rollout"]?["state"]?.string : answer.message
            }
            let stale = try await send("approve", #"{"templateVersion": "v1"}"#, expecting: 409)
            #expect(stale?.contains("not of v1") == true)
            _ = try await send("approve", #"{"templateVersion": "v2", "batch": 7}"#, expecting: 409)
            _ = try await send("resume", expecting: 409)
            try await site.change("delete from event")
            #expect(try await send("approve", #"{"templateVersion": "v2"}"#) == "InProgress")
            #expect(try await site.values("select distinct actor from event where actor like 'user:%'") == ["user:ada"])
            #expect(try await site.values("select count(*)::text from device_target where batch = 1") == ["2"])
            _ = try await send("approve", expecting: 409)
            #expect(try await send("pause") == "Paused")
            #expect(try await send("pause", expecting: 409)?.contains("Fleet/web: ") == true)
            #expect(try await send("resume") == "InProgress")
            #expect(try await send("cancel") == "Cancelled")
            #expect(try await send("retry").map { $0 == "Pending" || $0 == "InProgress" } == true)
            #expect(try await send("rollback").map { $0 == "RollingBack" || $0 == "Failed" } == true)
            let history = try await site.client.get("\(Self.path)/history").json["items"]?.elements ?? []
            #expect(history.map { $0["templateVersion"]?.string } == ["v2", "v2", "v1"])
            #expect(history.last?["state"]?.string == "Completed")
        }
    }

    @Test(
        "What is no wish is refused, and nothing happens",
        arguments: [
            "[]", "7", "{", #"{"templateVersion": 2}"#, #"{"templateVersion": ""}"#, #"{"batch": "1"}"#,
            #"{"batch": -2}"#,
            #"{"batch": 1.5}"#, #"{"force": true}"#,
        ])
    func badWishes(body: String) async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            let answer = try await site.client.send("POST", "\(Self.path)/pause", body: body)
            #expect(answer.code == 400, "\(answer.text)")
            #expect(try await site.values("select state from rollout where finished_at is null") == ["InProgress"])
        }
    }

    @Test("The history comes in pages, newest first, to its end")
    func history() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            for word in ["cancel", "retry", "cancel", "retry"] {
                #expect(try await site.client.send("POST", "\(Self.path)/\(word)").code == 200)
            }
            var seen: [Int64] = []
            var token: String?
            repeat {
                let query = [("limit", "2")] + (token.map { [("continue", $0)] } ?? [])
                let answer = try await site.client.send("GET", "\(Self.path)/history", query)
                seen += try (answer.json["items"]?.elements ?? []).compactMap { $0["id"]?.integer }
                token = try answer.next
            } while token != nil && seen.count < 20
            #expect(seen.count == 4 && seen == seen.sorted(by: >))
            for bad in [("limit", "-1"), ("limit", "1001"), ("continue", "x")] {
                #expect(try await site.client.send("GET", "\(Self.path)/history", [bad]).code == 400)
            }
        }
    }

    @Test("What does not exist is not found, and nothing is told or done without a token")
    func unknown() async throws {
        try await RolloutSite.with { site in
            for (method, path) in [
                ("GET", "/fleets/%@/rollout"), ("GET", "/fleets/%@/rollout/history"),
                ("POST", "/fleets/%@/rollout/pause"),
                ("POST", "/fleets/%@/rollout/rollback"), ("GET", "/devices/%@/explanation"),
            ] {
                let gone = try await site.client.send(method, path.replacing("%@", with: "nobody"))
                #expect(gone.code == 404 && gone.message?.contains(#"of name "nobody" not found"#) == true)
                let name = path.hasPrefix("/devices") ? "d0" : "web"
                let real = path.replacing("%@", with: name)
                #expect(try await site.client.with(token: nil).send(method, real).code == 400)
                #expect(try await site.client.with(token: "x").send(method, real).code == 401)
            }
            #expect(try await site.values("select state from rollout order by id desc limit 1") == ["Completed"])
        }
    }

    @Test("P4: an explanation names fleet, selector, version and commit, and what the device waits for")
    func explanation() async throws {
        try await RolloutSite.with { site in
            try await site.begin()
            func explain(_ name: String) async throws -> Node {
                let answer = try await site.client.get("/devices/\(name)/explanation")
                #expect(answer.code == 200, "\(answer.text)")
                return try answer.json
            }
            let chosen = try await explain("d0")
            #expect(chosen["fleet"]?["matchLabels"]?["site"]?.string == "x")
            #expect(chosen["fleet"]?["path"]?.string == "fleets/web.yaml")
            #expect(chosen["assigned"]?["commit"]?.string == "b2" && chosen["batch"]?.integer == 0)
            #expect(chosen["waitsFor"]?.string?.contains("has not said yet") == true)
            let later = try await explain("d5")
            #expect(later["assigned"]?["templateVersion"]?.string == "v1" && later["batch"] == nil)
            #expect(
                later["waitsFor"]?.string == "It waits for its batch of the rollout of v2; batch 1 is at work.")
            try await site.report("d0")
            try await site.report("d1", failure: "disk is full")
            #expect(try await explain("d0")["waitsFor"] == nil)
            let refusing = try await explain("d1")
            #expect(refusing["refused"]?["templateVersion"]?.string == "v2")
            #expect(refusing["waitsFor"]?.string?.contains("It refused v2: ") == true, "\(refusing)")
            #expect(
                try await explain("d5")["waitsFor"]?.string?.hasPrefix("The rollout of v2 waits for a person") == true)
        }
    }
}

/// A fleet of ten connected devices that run its first version, and a second version.
enum RolloutSite {
    static let batches = """
          rolloutPolicy:
            successThreshold: 50%
            approval: Manual
            deviceSelection:
              strategy: BatchSequence
              sequence: [{limit: 2}, {limit: 40%}]
        """

    static func with(policy: String = batches, _ body: @escaping @Sendable (RolloutTrial) async throws -> Void)
        async throws
    {
        try await Repository.with { site, repository in
            let trial = RolloutTrial(site: site, repository: repository, policy: policy)
            try await site.enroll((0..<10).map { "d\($0)" }, labels: #"{"site": "x"}"#)
            try await site.change(
                "insert into device_seen (device_id) select id from device on conflict (device_id) do update set at = now()"
            )
            try await repository.commit("a1", [("fleets/web.yaml", Sample.fleet("web"))])
            try await trial.settle()
            for index in 0..<10 { try await trial.report("d\(index)", steps: index == 9) }
            try #require(try await site.values("select state from rollout") == ["Completed"])
            try await body(trial)
        }
    }
}

/// The site with what moves its rollouts: everything but the rendering, whose traces are written by hand.
struct RolloutTrial: Sendable {
    let site: Site
    let repository: Repository
    let policy: String
    var client: Client { site.client }

    func change(_ script: String) async throws { try await site.change(script) }
    func values(_ sql: String) async throws -> [String] { try await site.values(sql) }

    /// Commits the second version.
    func begin() async throws {
        let text = Sample.fleet("web", image: "quay.io/acme/os:2") + "\n" + policy
        try await repository.commit("b2", [("fleets/web.yaml", text)])
        try await settle()
    }

    /// Matches, steps and “renders”.
    func settle() async throws {
        let organization = site.organization
        _ = try await site.store.database.transaction { try Matching.settle($0, organization) }
        try await site.change(
            "insert into rollout_due (fleet_id, org) select id, org from fleet on conflict do nothing")
        var failures = FleetFailures(logger: TestDatabase.quiet)
        try await RolloutEngine(store: site.store, logger: TestDatabase.quiet).settle(organization, &failures)
        try failures.rethrow()
        try await site.change(
            """
            update device_target set rendered_tv_id = tv_id, rendered_version = rendered_version + 1, rendered_at = now(),
                stale = false where tv_id is distinct from rendered_tv_id
            """)
    }

    /// A device says how its update went.
    func report(_ name: String, failure: String? = nil, steps: Bool = true) async throws {
        let values =
            failure.map { text in
                """
                failed_version = t.rendered_version, updating = 'False', updating_reason = 'Error',
                updating_message = 'Failed to update to renderedVersion: ' || t.rendered_version || ': \(text)'
                """
            } ?? "reported_version = t.rendered_version"
        try await site.change(
            """
            update device_status s set \(values) from device_target t join device d on d.id = t.device_id
            where s.device_id = t.device_id and d.name = '\(name)'
            """)
        if steps { try await settle() }
    }
}
