/// The way of a commit through git, parser and store. The figures stand on one repository.
enum SyncFigures {
    @Sendable static func measure(_ place: Workplace, _ scale: Scale, _ wanted: Set<FigureName>) async throws
        -> [Figure]
    {
        try await SyncSite.with(place, fleets: scale.fleets) { site in
            var figures = [try await first(site, place)]
            if wanted.contains(.syncIdle) { figures.append(try await idle(site, scale)) }
            if wanted.contains(.syncOne) { figures.append(try await one(site, place, scale)) }
            if wanted.contains(.planUnchanged) { figures.append(try await PlanFigures.unchanged(site, scale)) }
            if wanted.contains(.planOne) { figures.append(try await PlanFigures.one(site, scale)) }
            // Last: what it brings into mirrors of its own is not in those of the others.
            if wanted.contains(.fetchOne) { figures.append(try await FetchFigure.measure(site, place, scale)) }
            return figures
        }
    }

    /// The first sync alone, of a repository of as many files as a large organization has.
    @Sendable static func large(_ place: Workplace, _ scale: Scale, _ wanted: Set<FigureName>) async throws -> [Figure]
    {
        try await SyncSite.with(place, fleets: 35_000) { [try await first($0, place, .syncFirstLarge)] }
    }

    private static func first(
        _ site: SyncSite, _ place: Workplace, _ name: FigureName = .syncFirst
    ) async throws -> Figure {
        let before = try await Counters.read(site.database)
        let duration = try await timed { try await site.pass(applies: true) }
        let after = try await Counters.read(site.database)
        let clone = try await timed {
            try await Program.run(["git", "clone", "-q", site.url, "\(place.directory)/clone"])
        }
        let copy = try await CopiedRows.measure(site.database)
        return Figure(
            name: name, value: duration.seconds, unit: "s", yardstick: (clone + copy).seconds,
            yardstickName: "`git clone` \(clone.seconds.short) s + `COPY` \(copy.seconds.short) s",
            notes: "\(after.rows - before.rows) rows, \((after.log - before.log) >> 10) KiB of log, one transaction")
    }

    private static func idle(_ site: SyncSite, _ scale: Scale) async throws -> Figure {
        let before = try await Counters.read(site.database)
        var polls: [Duration] = []
        var questions: [Duration] = []
        for _ in 0..<scale.repetitions {
            polls.append(try await timed { try await site.pass(applies: false) })
            questions.append(
                try await timed { try await Program.run(["git", "ls-remote", site.url, "refs/heads/main"]) })
        }
        let after = try await Counters.read(site.database)
        return Figure(
            name: .syncIdle, value: polls.median.milliseconds, unit: "ms", yardstick: questions.median.milliseconds,
            yardstickName: "`git ls-remote`",
            notes: "\(after.rows - before.rows) rows written by \(polls.count) polls, no objects transferred")
    }

    private static func one(_ site: SyncSite, _ place: Workplace, _ scale: Scale) async throws -> Figure {
        let mirror = "\(place.directory)/mirror.git"
        try await Program.run(["git", "clone", "-q", "--mirror", site.url, mirror])
        try await Program.run(["git", "config", "gc.auto", "0"], in: mirror)
        var passes: [Duration] = []
        var fetches: [Duration] = []
        let before = try await Counters.read(site.database)
        for round in 0..<scale.repetitions {
            try await site.repository.change(round * 37, text: "changed \(round)")
            passes.append(try await timed { try await site.pass(applies: true) })
            fetches.append(try await timed { try await Program.run(["git", "fetch", "-q"], in: mirror) })
        }
        let after = try await Counters.read(site.database)
        return Figure(
            name: .syncOne, value: passes.median.milliseconds, unit: "ms", yardstick: fetches.median.milliseconds,
            yardstickName: "`git fetch`",
            notes:
                "\((after.rows - before.rows) / Int64(passes.count)) rows written per commit, asking the host included")
    }
}
