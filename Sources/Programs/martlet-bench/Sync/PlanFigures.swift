import Git

/// From a fetched commit to its plan: git's trees, the store's index, and nothing else. No plan writes.
enum PlanFigures {
    /// Every file is looked at, and none has content that was not judged before.
    static func unchanged(_ site: SyncSite, _ scale: Scale) async throws -> Figure {
        let head = try await site.repository.head()
        let before = try await Counters.read(site.database)
        var plans: [Duration] = []
        var listings: [Duration] = []
        for _ in 0..<scale.repetitions {
            plans.append(try await timed { try await site.plan(head, complete: true, changes: 0) })
            listings.append(try await site.repository.question(["ls-tree", "-r", head.hex]))
        }
        let written = try await Counters.read(site.database).rows - before.rows
        return Figure(
            name: .planUnchanged, value: plans.median.milliseconds, unit: "ms", yardstick: listings.median.milliseconds,
            yardstickName: "`git ls-tree -r`", notes: "\(scale.fleets) fleets; \(written) rows written")
    }

    /// A commit that touches one file, on top of the one in force.
    static func one(_ site: SyncSite, _ scale: Scale) async throws -> Figure {
        var plans: [Duration] = []
        var comparisons: [Duration] = []
        var written: Int64 = 0
        for round in 0..<scale.repetitions {
            let base = try await site.repository.head()
            try await site.repository.change(round * 41, text: "planned \(round)")
            // Fetches, so that what is measured is the plan.
            try await site.plan(changes: 1)
            let head = try await site.repository.head()
            let before = try await Counters.read(site.database)
            plans.append(try await timed { try await site.plan(head, changes: 1) })
            written += try await Counters.read(site.database).rows - before.rows
            comparisons.append(try await site.repository.question(["diff", "--name-only", base.hex, head.hex]))
            try await site.pass(applies: true)
        }
        return Figure(
            name: .planOne, value: plans.median.milliseconds, unit: "ms",
            yardstick: comparisons.median.milliseconds, yardstickName: "`git diff --name-only`",
            notes: "\(written) rows written")
    }
}
