import Planning
import Resources
import Testing

@Suite("The guard of removals")
struct PruneGuardTests {
    private func owned(_ count: Int, kind: Kind = .fleet) -> [Owned] {
        (0..<count).map {
            Owned(
                key: ObjectKey(kind: kind, name: "o\(100 + $0)"),
                place: Place(path: "p\($0).yaml", document: 0, line: 4, column: 9), hash: [1])
        }
    }

    private func plan(deleting count: Int) -> Plan {
        var plan = Plan()
        plan.deleted = owned(count)
        return plan
    }

    private func judge(_ plan: Plan, of owned: Int, _ limits: PruneLimits = .standard) -> [PruneBlock.Cause]? {
        PruneGuard.judge(plan, limits: limits, facts: PruneFacts(owned: owned))?.causes
    }

    @Test(
        "ten objects or a fifth may go, whichever is less; one may always go",
        arguments: [
            (1000, 10, nil), (1000, 11, 10), (50, 10, nil), (50, 11, 10), (40, 8, nil), (40, 9, 8), (10, 2, nil),
            (10, 3, 2), (9, 1, nil), (9, 2, 1), (4, 1, nil), (4, 2, 1), (2, 1, nil),
        ] as [(Int, Int, Int?)])
    func limits(owned: Int, removed: Int, most: Int?) {
        #expect(judge(plan(deleting: removed), of: owned) == most.map { [.tooMany(most: $0)] })
    }

    @Test(
        "limits of one's own", arguments: [(0, 100, 1, true), (1, 0, 1, true), (5, 100, 5, false), (5, 100, 6, true)])
    func ownLimits(deletions: Int, percentage: Int, removed: Int, isBlocked: Bool) {
        let limits = PruneLimits(maxDeletions: deletions, maxPercentage: percentage)
        #expect((judge(plan(deleting: removed), of: 100, limits) != nil) == isBlocked)
    }

    @Test("what would leave the sync empty stops, however little it is", arguments: [1, 3])
    func empties(count: Int) {
        let wide = PruneLimits(maxDeletions: 100, maxPercentage: 100)
        #expect(judge(plan(deleting: count), of: count, wide) == [.empty])
        var allowed = wide
        allowed.allowEmpty = true
        #expect(judge(plan(deleting: count), of: count, allowed) == nil)
    }

    @Test("what is created or adopted at the same time is no emptiness")
    func replaces() {
        let place = Place(path: "n.yaml", document: 0, line: 1, column: 1)
        let new = Desired(key: ObjectKey(kind: .fleet, name: "new"), place: place, hash: [])
        var created = plan(deleting: 1)
        created.created = [new]
        var adopted = plan(deleting: 1)
        adopted.changed = [new]
        adopted.adopted = [new]
        var changed = plan(deleting: 1)
        changed.changed = [new]
        #expect(judge(created, of: 1) == nil)
        #expect(judge(adopted, of: 1) == nil)
        #expect(judge(changed, of: 1) == [.empty])
    }

    @Test("released devices and what goes with a deleted sync count; what is let go does not")
    func counts() {
        var plan = Plan()
        plan.released = owned(2, kind: .device)
        #expect(judge(plan, of: 4) == [.tooMany(most: 1)])
        plan = self.plan(deleting: 1)
        plan.cascaded = owned(11)
        #expect(judge(plan, of: 1000) == [.tooMany(most: 10)])
        plan = Plan()
        plan.letGo = owned(4).map { LetGo(owned: $0, reason: .outsideTargets("is no Device")) }
        #expect(judge(plan, of: 4) == nil)
    }

    @Test("manifests of devices that are online stop, unless the sync allows it")
    func online() {
        var plan = Plan()
        plan.released = owned(1, kind: .device)
        let facts = PruneFacts(owned: 100, online: ["o100"])
        var limits = PruneLimits.standard
        #expect(PruneGuard.judge(plan, limits: limits, facts: facts)?.causes == [.online(["o100"])])
        limits.allowOnline = true
        #expect(PruneGuard.judge(plan, limits: limits, facts: facts) == nil)
    }

    @Test("a trailer lets through what it counts, where the sync takes trailers", arguments: [11, 12, 13])
    func trailers(count: Int) {
        var limits = PruneLimits.standard
        let facts = PruneFacts(owned: 12, trailer: count)
        #expect(PruneGuard.judge(plan(deleting: 12), limits: limits, facts: facts) != nil)
        limits.allowTrailer = true
        #expect((PruneGuard.judge(plan(deleting: 12), limits: limits, facts: facts) == nil) == (count >= 12))
    }

    @Test("the message counts, gives every reason, and names what would go, up to ten")
    func messages() throws {
        let facts = PruneFacts(owned: 12)
        let block = try #require(PruneGuard.judge(plan(deleting: 12), limits: .standard, facts: facts))
        #expect(
            block.message.hasPrefix(
                "it takes away 12 objects of 12, more than the 2 that may go at once, and which would leave the sync empty: Fleet/o100 (p0.yaml:4:9), "
            ))
        #expect(block.message.hasSuffix("Fleet/o109 (p9.yaml:4:9) and 2 more"))
    }

    @Test("nothing taken away is never stopped, also of nothing")
    func nothing() {
        #expect(judge(Plan(), of: 0, PruneLimits(maxDeletions: 0, maxPercentage: 0)) == nil)
    }
}

@Suite("The trailer that allows removals")
struct AllowPruneTrailerTests {
    @Test(
        "counts",
        arguments: [
            ("Remove\n\nMartlet-Allow-Prune: 12", 12), ("Remove\n\nbody\n\nmartlet-allow-prune:3\n", 3),
            ("Remove\r\n\r\nMartlet-Allow-Prune: 12\r\n", 12),
            ("Remove\n\nSigned-off-by: A <a@b>\nMartlet-Allow-Prune: 7\nChange-Id: x\n  more", 7),
            ("Remove\n\nMartlet-Allow-Prune: 9\nMartlet-Allow-Prune: 4", 4),
            ("Remove\n\nMartlet-Allow-Prune: 9\nMartlet-Allow-Prune: all", 0),
        ])
    func counts(message: String, count: Int) {
        #expect(AllowPruneTrailer.count(in: message) == count)
    }

    @Test(
        "no count",
        arguments: [
            "", "Martlet-Allow-Prune: 12", "Remove\nMartlet-Allow-Prune: 12",
            "Remove\n\nMartlet-Allow-Prune: 12\n\nmore",
            "Remove\n\nsome words\nMartlet-Allow-Prune: 12", "Remove\n\nNo-Martlet-Allow-Prune: 12",
            "Remove\n\nMartlet-Allow-Prune 12",
        ])
    func none(message: String) {
        #expect(AllowPruneTrailer.count(in: message) == nil)
    }

    @Test("what is no count allows nothing", arguments: ["-1", "1e9", "all", "", "99999999999999999999", "٣", "1 2"])
    func refuses(text: String) {
        #expect(AllowPruneTrailer.count(in: "Remove\n\nMartlet-Allow-Prune: \(text)") == 0)
    }
}
