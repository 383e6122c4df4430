import ResourceSync
import SQL
import Store
import TestSupport
import Testing

/// A history that was written anew.
@Suite("Rewritten histories")
struct HistoryTests {
    @Test("a protected sync follows its reference forwards")
    func forwards() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("protected: true")
            for image in ["q.io/a:1", "q.io/a:2", "q.io/a:3"] {
                try await fixture.repository.commit(["fleets/a.yaml": fleet("a", image: image)])
                #expect(try await fixture.pass().summary != nil)
            }
        }
    }

    @Test("a force push to another history changes nothing until it is approved")
    func rewritten() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("protected: true")
            let (good, other) = try await fixture.rewriteHistory()
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["a"])
            #expect(try await fixture.texts("select applied_oid from sync_state") == [good])
            let message = try await fixture.condition("Synced").message
            #expect(message.contains("does not descend from commit \(good.prefix(12))"))
            #expect(message.contains("martlet sync approve fleets --commit \(other.prefix(12))"))
            let before = try await fixture.rows()
            try await fixture.pass()
            #expect(try await fixture.rows() == before)
            #expect(try await fixture.waiting().what == .history)
            _ = try await fixture.approve(other)
            #expect(try await fixture.pass().summary == "1 created, 0 changed, 0 deleted, 0 released")
            #expect(try await fixture.condition("Synced").status == "True")
        }
    }

    @Test("a commit that was there before is no step forwards either")
    func backwards() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("protected: true")
            let first = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")])
            try await fixture.pass()
            try await fixture.repository.git("update-ref", "refs/heads/main", first)
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["a", "b"])
        }
    }

    @Test("approving the history does not approve what the commit takes away")
    func approvesOneThing() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("protected: true")
            try await fixture.twelveFleets()
            let other = try await fixture.repository.commit(["fleets/f0.yaml": fleet("f0")], branch: "other")
            try await fixture.repository.git("update-ref", "refs/heads/main", other)
            try await fixture.pass()
            _ = try await fixture.approve(other)
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets().count == 12)
            #expect(try await fixture.waiting().what == .prune)
            _ = try await fixture.approve(other)
            #expect(try await fixture.pass().summary == "0 created, 0 changed, 11 deleted, 0 released")
        }
    }

    @Test("a sync that is not protected follows wherever its reference goes")
    func unprotected() async throws {
        try await SyncFixture.with { fixture in
            _ = try await fixture.rewriteHistory()
            #expect(try await fixture.pass().summary == "1 created, 0 changed, 0 deleted, 0 released")
        }
    }

    @Test("another reference is another history")
    func otherReference() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.declareSync("protected: true")
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(
                ["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")], branch: "other")
            try await fixture.bootstrap(
                sync: "repository: fleet-repository, targetRevision: other, path: /fleets, protected: true")
            #expect(try await fixture.pass().summary == "1 created, 0 changed, 0 deleted, 0 released")
        }
    }

    @Test("a trailer lets a removal through where the sync takes trailers", arguments: [true, false])
    func trailer(isTaken: Bool) async throws {
        try await SyncFixture.with { fixture in
            if isTaken { try await fixture.declareSync("prune: {allowTrailer: true}") }
            try await fixture.twelveFleets()
            let gone = Dictionary(uniqueKeysWithValues: (0..<3).map { ("fleets/f\($0).yaml", HostedChange.delete) })
            try await fixture.repository.commit(gone, message: "Remove three\n\nMartlet-Allow-Prune: 3\n")
            #expect(try await (fixture.pass().summary != nil) == isTaken)
            #expect(try await fixture.fleets().count == (isTaken ? 9 : 12))
        }
    }
}

extension SyncFixture {
    /// Applies one commit, then puts an unrelated one in its place that has a fleet more.
    fileprivate func rewriteHistory() async throws -> (good: String, other: String) {
        let good = try await repository.commit(["fleets/a.yaml": fleet("a")])
        try await pass()
        let other = try await repository.commit(
            ["fleets/a.yaml": fleet("a"), "fleets/b.yaml": fleet("b")], branch: "other")
        try await repository.git("update-ref", "refs/heads/main", other)
        return (good, other)
    }
}
