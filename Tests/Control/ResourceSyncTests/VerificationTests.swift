import ResourceSync
import TestSupport
import Testing

@Suite("Signed commits")
struct VerificationTests {
    @Test("An unsigned commit changes nothing and says why; a signed one is applied and says who signed it")
    func demanded() async throws {
        try await SyncFixture.with { fixture in
            let anna = try await CommitKey("anna", in: fixture.directory)
            try await fixture.demand(anna.allowedSigner)
            let unsigned = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            let before = try await fixture.inForce()
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.inForce() == before)
            let verified = try await fixture.condition("Verified")
            #expect(verified.status == "False" && verified.reason == "Unsigned")
            let told = "commit \(unsigned.prefix(12)) of Ada Example <ada@example.com> (a change) is not accepted"
            #expect(verified.message.hasPrefix(told))
            #expect(verified.message.contains("git commit --amend -S"))
            let synced = try await fixture.condition("Synced")
            #expect(synced.status == "False" && synced.message.contains(told))
            let rows =
                try await fixture.number("select count(*) from event") + fixture.number("select count(*) from sync_run")
            #expect(try await fixture.pass() == .failed)
            #expect(
                try await fixture.number("select count(*) from event") + fixture.number("select count(*) from sync_run")
                    == rows)
            let signed = try await fixture.repository.commit(["fleets/b.yaml": fleet("b")], signedWith: anna)
            #expect(try await fixture.pass().summary != nil)
            #expect(try await fixture.fleets() == ["a", "b"])
            let now = try await fixture.condition("Verified")
            #expect(now.status == "True" && now.message.hasPrefix("signed by anna@example.com (SHA256:"))
            #expect(
                try await fixture.texts("select verified from commit where oid = '\(signed)'")
                    == [String(now.message.dropFirst("signed by ".count))])
            #expect(try await fixture.pass() == .unchanged)
        }
    }

    enum Wrong: String, CaseIterable { case otherKey, revoked, expired, namespace, unreadable, authority, tampered }

    @Test("What is signed wrongly changes nothing, and the commit is not parsed", arguments: Wrong.allCases)
    func wrong(_ wrong: Wrong) async throws {
        try await SyncFixture.with { fixture in
            let anna = try await CommitKey("anna", in: fixture.directory)
            try await fixture.demand(anna.allowedSigner)
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")], signedWith: anna)
            try await fixture.pass()
            let before = try await fixture.inForce()
            let eve = try await CommitKey("eve", in: fixture.directory)
            // Broken as well: whoever parsed it would say so.
            let broken = ["fleets/b.yaml": HostedChange.text("kind: [")]
            let commit = try await fixture.repository.commit(broken, signedWith: wrong == .otherKey ? eve : anna)
            let print = try await fixture.condition("Verified").message.split(separator: "(").last?.dropLast()
            let options = anna.allowedSigner.split(separator: " ", maxSplits: 1)
            let reason: String
            switch wrong {
            case .otherKey: reason = "UntrustedKey"
            case .revoked:
                try await fixture.demand(anna.allowedSigner, revoked: String(try #require(print)))
                reason = "RevokedKey"
            case .expired:
                try await fixture.demand("\(options[0]) valid-before=20200101Z \(options[1])")
                reason = "ExpiredKey"
            case .namespace:
                try await fixture.demand("\(options[0]) namespaces=file \(options[1])")
                reason = "UntrustedKey"
            case .unreadable:
                try await fixture.demand("\(eve.allowedSigner)\\nnonsense")
                reason = "InvalidPolicy"
            case .authority:
                try await fixture.demand("\(options[0]) cert-authority \(options[1])")
                reason = "InvalidPolicy"
            case .tampered:
                let object = try await fixture.repository.git("cat-file", "commit", commit)
                let changed = object.replacing("\n\nsigned", with: "\n\nsigned by all")
                let name = try await fixture.repository.git(
                    "hash-object", "-w", "-t", "commit", "--stdin", input: Array("\(changed)\n".utf8))
                try await fixture.repository.git("update-ref", "refs/heads/main", name)
                reason = "WrongSignature"
            }
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.inForce() == before)
            let verified = try await fixture.condition("Verified")
            #expect(verified.status == "False" && verified.reason == reason)
            #expect(try await fixture.condition("ResourceParsed").status == "True")
        }
    }

    @Test("Demanding signatures of what is applied unsigned takes nothing away; giving up on them is told")
    func turnedOn() async throws {
        try await SyncFixture.with { fixture in
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            let before = try await fixture.inForce()
            let anna = try await CommitKey("anna", in: fixture.directory)
            try await fixture.demand(anna.allowedSigner, mode: "EveryCommit")
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.inForce() == before)
            #expect(try await fixture.condition("Verified").reason == "Unsigned")
            try await fixture.demand(nil)
            #expect(try await fixture.pass().summary != nil)
            #expect(try await fixture.condition("Verified").reason == "NotDemanded")
            #expect(try await fixture.condition("Synced").status == "True")
            #expect(try await fixture.fleets() == ["a"])
        }
    }

    @Test("A signed commit with errors is told to be signed, and to have errors")
    func signedAndBroken() async throws {
        try await SyncFixture.with { fixture in
            let anna = try await CommitKey("anna", in: fixture.directory)
            try await fixture.demand(anna.allowedSigner)
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.pass()
            try await fixture.repository.commit(["fleets/b.yaml": .text("kind: [")], signedWith: anna)
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("Verified").status == "True")
            #expect(try await fixture.condition("ResourceParsed").status == "False")
            #expect(try await fixture.number("select count(*) from sync_verification") == 0)
        }
    }

    @Test("Of the head alone, what came before it may be unsigned; of every commit, nothing may")
    func everyCommit() async throws {
        try await SyncFixture.with { fixture in
            let anna = try await CommitKey("anna", in: fixture.directory)
            try await fixture.demand(anna.allowedSigner, mode: "EveryCommit")
            // The first is judged alone: what came before it was there when the sync was declared.
            try await fixture.repository.commit(["fleets/a.yaml": fleet("a")])
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")], signedWith: anna)
            #expect(try await fixture.pass().summary != nil)
            let culprit = try await fixture.repository.commit(["fleets/c.yaml": fleet("c")])
            try await fixture.repository.commit(["fleets/d.yaml": fleet("d")], signedWith: anna)
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.fleets() == ["a", "b"])
            #expect(try await fixture.condition("Verified").message.contains(culprit.prefix(12)))
            try await fixture.repository.commit(["fleets/e.yaml": fleet("e")], signedWith: anna)
            #expect(try await fixture.pass() == .failed)
            // Whoever declares the sync may accept what is there, and go on from it.
            try await fixture.demand(anna.allowedSigner, mode: "Head")
            #expect(try await fixture.pass().summary != nil)
            try await fixture.demand(anna.allowedSigner, mode: "EveryCommit")
            #expect(try await fixture.pass().summary != nil)
            try await fixture.repository.commit(["fleets/f.yaml": fleet("f")], signedWith: anna)
            #expect(try await fixture.pass().summary != nil)
            #expect(try await fixture.fleets() == ["a", "b", "c", "d", "e", "f"])
        }
    }

    @Test("An unsigned commit on the side branch of a signed merge counts")
    func merge() async throws {
        try await SyncFixture.with { fixture in
            let anna = try await CommitKey("anna", in: fixture.directory)
            try await fixture.demand(anna.allowedSigner, mode: "EveryCommit")
            let base = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")], signedWith: anna)
            try await fixture.pass()
            try await fixture.repository.git("branch", "side", base)
            let side = try await fixture.repository.commit(["fleets/side.yaml": fleet("side")], branch: "side")
            try await fixture.repository.commit(["fleets/b.yaml": fleet("b")], signedWith: anna, merging: side)
            #expect(try await fixture.pass() == .failed)
            #expect(try await fixture.condition("Verified").message.contains(side.prefix(12)))
            #expect(try await fixture.fleets() == ["a"])
        }
    }

    @Test("Going back to an older signed commit verifies it, and forgets nothing of what was verified")
    func goingBack() async throws {
        try await SyncFixture.with { fixture in
            let anna = try await CommitKey("anna", in: fixture.directory)
            try await fixture.demand(anna.allowedSigner, mode: "EveryCommit")
            let first = try await fixture.repository.commit(["fleets/a.yaml": fleet("a")], signedWith: anna)
            try await fixture.pass()
            let second = try await fixture.repository.commit(
                ["fleets/a.yaml": fleet("a", image: "quay.io/acme/os:v2")], signedWith: anna)
            try await fixture.pass()
            try await fixture.repository.git("update-ref", "refs/heads/main", first)
            #expect(try await fixture.pass().summary != nil)
            #expect(try await fixture.texts("select oid from sync_verification") == [second])
            #expect(try await fixture.texts("select applied_oid from sync_state") == [first])
        }
    }
}
