import CommitStatus
import Jobs
import Logging
import Nodes
import Outbound
import Resources
import SQL
import Secrets
import Store
import TestSupport
import Testing

/// A store with one sync whose Repository is on a forge on loopback.
struct StatusFixture: Sendable {
    let store: Store
    let sync: SyncRecord
    let sender: CommitStatusSender

    static let oid = String(repeating: "b", count: 40)
    static let token = "canary-token-7319"

    static func with(
        port: Int, provider: String = "gitea", tells: Bool = true, allowsPrivate: Bool = true,
        secret: @escaping SecretReading = { _, _ in Secret(text: token) },
        _ body: @Sendable (StatusFixture) async throws -> Void
    ) async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let store = Store(database: test.database)
            try await store.migrate()
            let status = #", "commitStatus": {"provider": "\#(provider)", "tokenRef": {"env": "MARTLET_SECRET_FORGE"}}"#
            let spec = #"{"type": "git", "url": "http://127.0.0.1:\#(port)/acme/fleet.git"\#(tells ? status : "")}"#
            let id = try await store.database.transaction { connection in
                try connection.query(
                    "insert into resource (org, kind, name, spec) values (1, 'Repository', 'r', $1)",
                    [.json(Array(spec.utf8))])
                let id = try connection.query(
                    """
                    insert into resource (org, kind, name, spec) values (1, 'ResourceSync', 'berlin',
                        '{"repository": "r", "targetRevision": "main", "path": "/"}') returning id
                    """, []
                ).one().int(0)
                try connection.query("insert into sync_state (sync_id) values ($1)", [.int(id)])
                return id
            }
            let sync = try #require(try await store.database.read { try Syncs.find($0, id: id) })
            let sender = CommitStatusSender(
                store: store, client: OutboundClient(policy: AddressPolicy(allowsPrivate: allowsPrivate)),
                secret: secret, logger: TestDatabase.quiet)
            try await body(StatusFixture(store: store, sync: sync, sender: sender))
        }
    }

    func note(_ outcome: CommitOutcome, _ text: String = "text", oid: String = oid) async throws {
        try await store.database.transaction {
            try CommitStatuses.note($0, sync, repository: "r", oid: oid, outcome, text)
        }
    }

    /// Takes every waiting job, due or not, and does it.
    func work() async throws {
        let keys = try await texts("select key from job where state = 0 and kind = 'commit-status' order by key")
        try await store.database.transaction { _ = try $0.query("delete from job", []) }
        for key in keys {
            try await sender.tell(try #require(CommitStatusKey(job: key)))
        }
    }

    func texts(_ sql: String) async throws -> [String] {
        try await store.database.read { try $0.query(sql, []).map { try $0.string(0) } }
    }
}

extension LoopbackServer {
    /// The states that were told.
    var states: [String] { requests.map { (try? JSON.parse($0.body)["state"]?.string) ?? "?" } }
}

@Suite("Commit statuses are told")
struct SenderTests {
    @Test("An outcome is told once, with the token, to the place of the commit")
    func told() async throws {
        try await LoopbackServer.with(answer: { _ in .reply(201, [:], Array("{}".utf8)) }) { server in
            try await StatusFixture.with(port: server.port) { fixture in
                try await fixture.note(.seen)
                try await fixture.work()
                try await fixture.note(.applied, "1 created")
                try await fixture.note(.applied, "1 created")
                try await fixture.work()
                try await fixture.work()
                #expect(server.states == ["pending", "success"])
                let last = try #require(server.requests.last)
                #expect(last.target == "/api/v1/repos/acme/fleet/statuses/\(StatusFixture.oid)")
                #expect(last.method == "POST")
                #expect(last.headers["authorization"] == "Bearer \(StatusFixture.token)")
                #expect(last.headers["user-agent"] == "martlet")
                #expect(try JSON.parse(last.body)["description"]?.string == "Applied: 1 created")
            }
        }
    }

    @Test("What is newer takes the place of what was not told yet; a commit that has an outcome is not seen again")
    func newest() async throws {
        try await LoopbackServer.with(answer: { _ in .reply(201) }) { server in
            try await StatusFixture.with(port: server.port) { fixture in
                try await fixture.note(.seen)
                try await fixture.note(.rejected, "fleets/x.yaml:1:1 broken")
                try await fixture.note(.seen)
                #expect(
                    try await fixture.texts("select key from job") == [
                        "\(fixture.sync.reference.id):\(StatusFixture.oid)"
                    ])
                try await fixture.work()
                #expect(server.states == ["failure"])
            }
        }
    }

    @Test("A Repository without a forge, or with none any more, is told nothing")
    func nobody() async throws {
        try await LoopbackServer.with(answer: { _ in .reply(201) }) { server in
            try await StatusFixture.with(port: server.port, tells: false) { fixture in
                try await fixture.note(.applied)
                #expect(try await fixture.texts("select key from job") == [])
            }
            try await StatusFixture.with(port: server.port) { fixture in
                try await fixture.note(.applied)
                try await fixture.store.database.transaction {
                    _ = try $0.query("update resource set spec = spec - 'commitStatus' where kind = 'Repository'", [])
                }
                try await fixture.work()
                #expect(try await fixture.texts("select key from job") == [])
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test(
        "What may pass is tried again, not before the forge asked for; what will not pass is given up on",
        arguments: [
            (500, [:], true, 0), (429, ["Retry-After": "900"], true, 890), (503, ["Retry-After": "5"], true, 5),
            (403, ["Retry-After": "60"], true, 50), (403, [:], false, 0), (401, [:], false, 0), (404, [:], false, 0),
            (422, [:], false, 0), (302, ["Location": "http://127.0.0.1:1/"], true, 0),
        ] as [(Int, [String: String], Bool, Int64)])
    func failing(_ status: Int, _ headers: [String: String], _ again: Bool, _ seconds: Int64) async throws {
        try await LoopbackServer.with(answer: { _ in .reply(status, headers) }) { server in
            try await StatusFixture.with(port: server.port) { fixture in
                try await fixture.note(.applied)
                try await fixture.work()
                let delays = try await fixture.texts(
                    "select (extract(epoch from run_at - now())::bigint >= \(seconds))::text from job")
                #expect(delays == (again ? ["true"] : []))
                let errors = try await fixture.texts("select coalesce(error, '') from commit_status")
                #expect(errors.first?.isEmpty == false)
                #expect(errors.first?.contains(StatusFixture.token) == false)
                // Something new is told again, whatever was given up on.
                try await fixture.note(.rejected, "new")
                try await fixture.work()
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test(
        "GitLab refuses a status that is there already, which is as good as told, and one that ends otherwise, which is not",
        arguments: [
            (.seen, ":enqueue from :pending", true), (.applied, ":success from :success", true),
            (.rejected, ":drop from :success", false), (.applied, ":success from :failed", false),
            (.seen, ":enqueue from :success", false),
        ] as [(CommitOutcome, String, Bool)])
    func transitions(_ outcome: CommitOutcome, _ transition: String, _ isTold: Bool) async throws {
        let answer = #"{"message":"Cannot transition status via \#(transition) (Reason(s): Status cannot transition)"}"#
        try await LoopbackServer.with(answer: { _ in .reply(400, [:], Array(answer.utf8)) }) { server in
            try await StatusFixture.with(port: server.port, provider: "gitlab") { fixture in
                try await fixture.note(outcome)
                try await fixture.work()
                #expect(
                    try await fixture.texts("select (told_rev = rev and error is null)::text from commit_status")
                        == [isTold ? "true" : "false"])
            }
        }
    }

    @Test("Attempts are bounded (P10)")
    func bounded() async throws {
        try await LoopbackServer.with(answer: { _ in .close }) { server in
            try await StatusFixture.with(port: server.port) { fixture in
                try await fixture.note(.applied)
                for _ in 0..<20 { try await fixture.work() }
                #expect(try await fixture.texts("select attempts::text from commit_status") == ["8"])
                #expect(server.requests.count == 8)
            }
        }
    }

    @Test("Only the newest commits are remembered (P10)")
    func trimmed() async throws {
        try await StatusFixture.with(port: 1) { fixture in
            for index in 10..<40 { try await fixture.note(.applied, oid: String(repeating: "\(index)", count: 20)) }
            #expect(try await fixture.texts("select oid from commit_status").count == 20)
            try await fixture.work()
        }
    }

    @Test("An address that the server may not use, and a token that it does not have, are noted (P9)")
    func refused() async throws {
        struct Missing: Error {}
        try await LoopbackServer.with(answer: { _ in .reply(201) }) { server in
            try await StatusFixture.with(port: server.port, allowsPrivate: false) { fixture in
                try await fixture.note(.applied)
                try await fixture.work()
                #expect(try await fixture.texts("select error from commit_status").first?.contains("loopback") == true)
            }
            try await StatusFixture.with(port: server.port, secret: { _, _ in throw Missing() }) { fixture in
                try await fixture.note(.applied)
                try await fixture.work()
                #expect(try await fixture.texts("select error from commit_status").first?.contains("tokenRef") == true)
            }
            #expect(server.requests.isEmpty)
        }
    }
}
