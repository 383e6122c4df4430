import Nodes
import Planning
import SQL
import Store
import TestSupport
import Testing

@testable import ResourceSync

@Suite("Pins and suspensions")
struct OperationTests {
    @Test("A pin rolls back, holds while nothing new arrives, and goes with the first commit that was not known")
    func pin() async throws {
        try await SyncFixture.with { fixture in
            let good = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.pin(good)
            guard case .applied(good, _) = try await fixture.pass() else { throw Unexpected() }
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.condition("Pinned").status == "True")
            #expect(try await fixture.pass() == .unchanged)
            #expect(try await fixture.fleets() == ["a"])

            let new = try await fixture.repository.commit(["fleets/c.yaml": fleet("c")])
            guard case .applied(new, _) = try await fixture.pass() else { throw Unexpected() }
            #expect(try await fixture.fleets() == ["a", "b", "c"])
            let condition = try await fixture.condition("Pinned")
            #expect(condition.status == "False")
            #expect(condition.message.contains(new.prefix(12)))
            #expect(
                try await fixture.texts("select message from event where message like '%no longer pinned%'").count == 1)
            #expect(try await fixture.number("select count(*) from sync_pin") == 0)
        }
    }

    @Test("A protected sync goes back to a commit that an operator pins")
    func pinsProtected() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("protected: true")
            let good = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.pin(good)
            guard case .applied(good, _) = try await fixture.pass() else { throw Unexpected() }
            try await fixture.repository.commit(["fleets/c.yaml": fleet("c")])
            #expect(try await fixture.pass().summary == "2 created, 0 changed, 0 deleted, 0 released")
        }
    }

    @Test("A reference that goes back to a commit seen before is nothing new, and the pin stays")
    func knownCommit() async throws {
        try await SyncFixture.with { fixture in
            var commits: [String] = []
            for image in ["os:1", "os:2", "os:3"] {
                commits.append(try await fixture.repository.commit(["fleets/a.yaml": fleet("a", image: image)]))
                try await fixture.pass()
            }
            try await fixture.pin(commits[0])
            try await fixture.pass()
            try await fixture.repository.git("update-ref", "refs/heads/main", commits[1])
            #expect(try await fixture.pass() == .unchanged)
            #expect(try await fixture.image() == "os:1")
            #expect(try await fixture.texts("select head_oid from sync_pin") == [commits[1]])
            try await fixture.repository.git("update-ref", "refs/heads/main", commits[0])
            #expect(try await fixture.pass() == .unchanged)
            #expect(try await fixture.number("select count(*) from sync_pin") == 0)
        }
    }

    @Test("A rollback does not wait for a git server that is away")
    func away() async throws {
        try await SyncFixture.with { fixture in
            let good = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            fixture.host.behave(.status(500))
            try await fixture.pin(good)
            guard case .applied(good, _) = try await fixture.pass() else { throw Unexpected() }
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.number("select count(*) from sync_pin") == 1)
        }
    }

    @Test("A commit that does not exist changes nothing, and unpinning goes back to the reference")
    func absent() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.pin(String(repeating: "5", count: 40))
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["a"])
            try await fixture.operate { _ = try SyncPins.unpin($0, $1, by: $2) }
            try await fixture.pass()
            #expect(try await fixture.condition("Accessible").status == "True")
            #expect(try await fixture.condition("Pinned").status == "False")
        }
    }

    @Test("A suspended sync asks nobody and applies nothing, until it is resumed")
    func suspension() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.suspend(seconds: nil)
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            fixture.host.forgetRequests()
            #expect(try await fixture.pass() == .unchanged)
            #expect(fixture.host.requests.isEmpty)
            let condition = try await fixture.condition("Suspended")
            #expect(condition.status == "True")
            #expect(condition.message.contains("by ada") && condition.message.contains("inventory"))
            try await fixture.operate { _ = try SyncSuspensions.resume($0, $1, by: $2) }
            #expect(try await fixture.condition("Suspended").status == "False")
            try await fixture.pass()
            #expect(try await fixture.fleets() == ["a"])
            #expect(
                try await fixture.texts("select actor from event where reason = 'ResourceUpdated' order by id") == [
                    "user:ada", "user:ada",
                ])
        }
    }

    @Test("A suspension whose time is over is none, and the leader says so once")
    func expiry() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.suspend(seconds: 3600)
            #expect(try await fixture.expire() == 0)
            try await fixture.store.database.transaction {
                try $0.execute(
                    script: "update sync_suspension set until = now() - interval '1 second'; delete from job")
            }
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.expire() == 1)
            #expect(try await fixture.expire() == 0)
            let condition = try await fixture.condition("Suspended")
            #expect(condition.status == "False" && condition.reason == "Expired")
            #expect(try await fixture.texts("select message from event where message like 'resumed%'").count == 1)
            #expect(
                try await fixture.texts("select key from job where kind = 'sync'") == [
                    "\(try await fixture.id(of: "fleets"))"
                ])
        }
    }

    @Test("What was judged before an operator spoke is not applied after it", arguments: ["suspension", "pin"])
    func late(operation: String) async throws {
        try await SyncFixture.with { fixture in
            let good = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            let sync = try await fixture.record()
            if operation == "pin" { try await fixture.pin(good) } else { try await fixture.suspend(seconds: nil) }
            let application = CommitApplication(
                organization: sync.organization, sync: sync.reference, base: sync.appliedOID,
                commit: CommitRecord(
                    repository: "r", oid: String(repeating: "7", count: 40), authorName: "", authorEmail: "",
                    committedAt: 1, subject: ""), plan: Plan(), objects: [:])
            let outcome = try await fixture.store.database.transaction { try application.apply($0) }
            #expect(outcome == .stale)
        }
    }

    @Test(
        "A pin is decided by what the reference means",
        arguments: [
            ("head", true, PinDecision.hold), ("new", false, .release), ("pinned", true, .release),
            ("older", true, .hold),
        ])
    func decision(head: String, isKnown: Bool, expected: PinDecision) {
        let pin = SyncPin(oid: "pinned", author: "ada", head: "head")
        #expect(PinDecision.decide(pin, head: head, isKnown: isKnown) == expected)
    }

    @Test("The history tells who wrote what was applied, and why the rest was not")
    func history() async throws {
        try await SyncFixture.with { fixture in
            let good = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            let bad = try await fixture.repository.commit(["fleets/b.yaml": .text("kind: Fleet\n")])
            try await fixture.pass()
            let organization = try await fixture.record().organization
            let page = try await fixture.store.snapshot {
                try SyncHistory.page($0, organization, name: "fleets", limit: 10, after: nil)
            }
            let entries = try (page?.items ?? []).map { try StoredSpec.node($0) }
            #expect(entries.map { $0["commit"]?.string } == [bad, good])
            #expect(entries.map { $0["outcome"]?.string } == ["failed", "applied"])
            #expect(entries[0]["findings"]?.elements?.first?.string?.contains("fleets/b.yaml") == true)
            #expect(entries[1]["created"]?.integer == 1)
            #expect(entries[1]["author"]?.string?.contains("@") == true)
        }
    }

    private struct Unexpected: Error {}
}

extension SyncFixture {
    fileprivate func record() async throws -> SyncRecord {
        let id = try await id(of: "fleets")
        return try #require(try await store.database.read { try Syncs.find($0, id: id) })
    }

    fileprivate func operate(
        _ body: @escaping @Sendable (Connection, NamedSync, Operator) throws -> Void
    ) async throws {
        try await store.database.transaction { connection in
            let organization = try #require(try Organizations.all(connection).first).id
            let sync = try #require(try Syncs.lock(connection, organization, name: "fleets"))
            try body(connection, sync, Operator(organization: organization, name: "ada", requestID: "r-1"))
        }
    }

    /// The image of the fleet `a`.
    fileprivate func image() async throws -> String? {
        try await texts("select spec #>> '{template,spec,os,image}' from resource where kind = 'Fleet' and name = 'a'")
            .first
    }

    fileprivate func pin(_ oid: String) async throws {
        try await operate { try SyncPins.pin($0, $1, oid: oid, reason: "broken", by: $2) }
    }

    fileprivate func suspend(seconds: Int64?) async throws {
        try await operate { try SyncSuspensions.suspend($0, $1, reason: "inventory", seconds: seconds, by: $2) }
    }

    fileprivate func expire() async throws -> Int {
        try await store.database.transaction { try SyncSuspensions.expire($0) }
    }
}
