import Jobs
import Rollout
import SQL
import Store
import TestSupport
import Testing

private let manual =
    #"{"approval":"Manual","deviceSelection":{"strategy":"BatchSequence","sequence":[{"limit":1}]}}"#

@Suite("What the forge is told of a commit's rollouts")
struct CommitRolloutTests {
    /// Fleets `f` of two devices and `g` of one, whose first versions are rolled out, by commit `1`.
    private func settled(_ body: @Sendable (DeliveryFixture) async throws -> Void) async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declareSyncs()
            try await fixture.enroll([
                "f1": #"{"fleet":"f"}"#, "f2": #"{"fleet":"f"}"#, "g1": #"{"fleet":"g","site":"x"}"#,
            ])
            try await fixture.connect()
            try await fixture.commit("1", [.init("f", "one", policy: manual), .init("g", "one")])
            try await fixture.report("f1")
            try await fixture.command(.approve)
            for device in ["f2", "g1"] { try await fixture.report(device) }
            try await fixture.expectTold("1", "rolledOut: 2 of 2 fleets rolled out")
            try await body(fixture)
        }
    }

    @Test("Pending with the first fleet that waits, until every one is rolled out")
    func course() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("f", "two", policy: manual), .init("g", "two")])
            try await fixture.expectTold("2", "rollingOut: 0 of 2 fleets rolled out; f is rolling out batch 1")
            try await fixture.report("f1")
            try await fixture.report("g1")
            try await fixture.expectTold(
                "2", "rollingOut: 1 of 2 fleets rolled out; f waits for final implicit batch to be approved")
            try await fixture.command(.approve)
            try await fixture.report("f2")
            try await fixture.expectTold("2", "rolledOut: 2 of 2 fleets rolled out")
        }
    }

    @Test("Each move is noted by a job in the transaction that makes it, and by nothing else (P7)")
    func noPolling() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("g", "two")])
            _ = try await fixture.told("2")
            try await fixture.report("g1", settling: false)
            let looks = "select key from job where kind = '\(CommitRollouts.jobKind)'"
            #expect(try await fixture.texts(looks).isEmpty)
            struct Crash: Error {}
            await #expect(throws: Crash.self) {
                try await fixture.store.database.transaction { connection in
                    try connection.query("update job set run_at = now()")
                    let fleet = try connection.query("select id from resource where name = 'g'").one().int(0)
                    let ledger = RolloutRows(connection, OrganizationID(1))
                    var rollout = try #require(try ledger.load(fleet: fleet)?.rollout)
                    rollout.state = .paused
                    _ = try ledger.save(rollout)
                    #expect(try connection.query(looks).count == 1)
                    throw Crash()
                }
            }
            #expect(try await fixture.texts(looks).isEmpty)
            try await fixture.expectTold("2", "rolledOut: 1 of 1 fleet rolled out")
        }
    }

    @Test("A rollout that is cancelled, or goes back, has failed; one that is tried again is pending again")
    func failures() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("f", "two", policy: manual), .init("g", "two")])
            try await fixture.report("g1", error: DeliveryFixture.failure)
            try await fixture.command(.cancel)
            try await fixture.expectTold(
                "2", "notRolledOut: 0 of 2 fleets rolled out; f was given up: Cancelled by user:ada")
            try await fixture.command(.retry)
            let held = try await fixture.told("2")
            #expect(
                held?.hasPrefix("rollingOut: 0 of 2 fleets rolled out; g is held: final implicit batch failed") == true)
            try await fixture.command(.rollback, "g")
            try await fixture.expectTold(
                "2", "notRolledOut: 0 of 2 fleets rolled out; g went back: Rolled back by user:ada")
        }
    }

    @Test("A fleet that another commit took over is no longer this commit's, and which commit it was is told")
    func superseded() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("f", "two", policy: manual), .init("g", "two")])
            try await fixture.report("g1")
            try await fixture.commit("3", [.init("f", "three", policy: manual)])
            try await fixture.expectTold("2", "superseded: 1 of 2 fleets rolled out; f went on with commit 33333333")
            try await fixture.expectTold("3", "rollingOut: 0 of 1 fleet rolled out; f is rolling out batch 1")
            try await fixture.expectTold("1", "rolledOut: 2 of 2 fleets rolled out")
        }
    }

    @Test("A fleet that is deleted counts no more, and nobody waits for it")
    func deleted() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("f", "two", policy: manual), .init("g", "two")])
            try await fixture.report("g1")
            try await fixture.commit("3", deleting: ["f"])
            try await fixture.expectTold("2", "rolledOut: 1 of 1 fleet rolled out")
            try await fixture.expectTold("3", "rolledOut: No fleet was changed")
        }
    }

    @Test("A layer is rolled out with the fleets above it")
    func layers() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("site", "two", layer: 1)])
            try await fixture.expectTold(
                "2", "rollingOut: 1 of 2 fleets rolled out; g is rolling out final implicit batch")
            try await fixture.report("g1")
            try await fixture.expectTold("2", "rolledOut: 2 of 2 fleets rolled out")
            // A later version of the fleet has the layer in as well, and is not the layer's commit's any more.
            try await fixture.commit("3", [.init("g", "three")])
            try await fixture.report("g1", error: DeliveryFixture.failure)
            try await fixture.expectTold("2", "rolledOut: 2 of 2 fleets rolled out")
            #expect(try await fixture.told("3")?.hasPrefix("rollingOut: 0 of 1 fleet rolled out; g is held") == true)
        }
    }

    @Test("A commit that comes into force again begins anew; one that changes nothing then does not")
    func again() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("g", "two")])
            try await fixture.report("g1")
            try await fixture.commit("1")
            try await fixture.expectTold("1", "rolledOut: 2 of 2 fleets rolled out")
            try await fixture.commit("1", [.init("g", "one")])
            try await fixture.expectTold(
                "1", "rollingOut: 0 of 1 fleet rolled out; g is rolling out final implicit batch")
            try await fixture.report("g1")
            try await fixture.expectTold("1", "rolledOut: 1 of 1 fleet rolled out")
        }
    }

    @Test("Two syncs of one repository tell of one commit each for its own fleets")
    func twoSyncs() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declareSyncs(["berlin", "paris"])
            try await fixture.enroll(["b1": #"{"fleet":"b"}"#])
            try await fixture.connect()
            try await fixture.commit("1", [.init("b", "one")])
            try await fixture.commit("1", [.init("p", "one")], sync: "paris")
            try await fixture.expectTold(
                "1", sync: "berlin", "rollingOut: 0 of 1 fleet rolled out; b is rolling out final implicit batch")
            try await fixture.expectTold("1", sync: "paris", "rolledOut: 1 of 1 fleet rolled out")
        }
    }

    @Test("A first commit of very many fleets is one status, and told twice at most (P10)")
    func many() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declareSyncs()
            try await fixture.commit("1", (1...2000).map { .init("f\($0)", "one") })
            try await fixture.expectTold("1", "rolledOut: 2000 of 2000 fleets rolled out")
            let revisions = try await fixture.texts("select rev::text from commit_status where subject = 'rollouts'")
            #expect(revisions.count == 1 && (Int(revisions[0]) ?? 99) <= 3)
        }
    }

    @Test("A rollout that goes on is told now and then, and its end at once")
    func pace() async throws {
        try await settled { fixture in
            try await fixture.commit("2", [.init("f", "two", policy: manual)])
            try await fixture.store.database.transaction { _ = try $0.query("update commit_status set told_rev = rev") }
            let key = CommitStatusKey(
                sync: try #require(
                    Int64(try await fixture.texts("select id::text from resource where name = 'berlin'")[0])),
                oid: String(repeating: "2", count: 40), .rollouts)
            func note(_ outcome: CommitOutcome, _ text: String) async throws -> [String] {
                try await fixture.store.database.transaction {
                    try $0.query("delete from job")
                    try CommitRollouts.note($0, OrganizationID(1), key, outcome, text)
                }
                return try await fixture.texts("select (run_at > now() + interval '20 seconds')::text from job")
            }
            #expect(try await note(.rollingOut, "a") == ["true"])
            #expect(try await note(.rollingOut, "a") == [])
            #expect(try await note(.notRolledOut, "b") == ["false"])
            #expect(try await note(.rollingOut, "c") == ["false"])
            try await fixture.store.database.transaction { _ = try $0.query("update commit_status set rev = 900") }
            #expect(try await note(.rollingOut, "d") == [])
            #expect(try await note(.rolledOut, "e") == ["false"])
        }
    }
}
