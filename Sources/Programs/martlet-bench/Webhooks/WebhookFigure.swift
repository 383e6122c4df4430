import SQL

/// From a push to the commit in force, told by a webhook, with many syncs on one repository.
enum WebhookFigure {
    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        let repository = try await FleetRepository.make(fleets: scale.syncs, in: place)
        return try await GitHost.with(repository.root, place) { base in
            let url = "\(base)/fleets.git"
            let setup = ServerSetup(
                bootstrap: HookedSyncs.bootstrap(url, count: scale.syncs),
                environment: [HookedSyncs.variable: HookedSyncs.secret], options: ["--sync-interval", "24h"])
            return try await RunningServer.with(place, setup) { server in
                let site = HookSite(server: server, repository: repository, url: url, count: scale.syncs)
                return try await measure(site, place, scale)
            }
        }
    }

    private static func measure(_ site: HookSite, _ place: Workplace, _ scale: Scale) async throws -> Figure {
        let first = try await timed { try await site.settle(upTo: .seconds(900)) }
        let mirror = "\(place.directory)/mirror.git"
        try await Program.run(["git", "clone", "-q", "--mirror", site.url, mirror])
        var (applied, settled, bare): ([Duration], [Duration], [Duration]) = ([], [], [])
        for round in 0..<scale.pushes {
            let start = try await site.push(round * 37 % site.count, text: "changed \(round)")
            applied.append(.now - start)
            try await site.settle(upTo: .seconds(300))
            settled.append(.now - start)
            bare.append(
                try await timed {
                    try await Program.run(["git", "ls-remote", site.url, "refs/heads/main"])
                    try await Program.run(["git", "fetch", "-q"], in: mirror)
                })
        }
        return Figure(
            name: .webhook, value: applied.median.milliseconds, unit: "ms", yardstick: bare.median.milliseconds,
            yardstickName: "`git ls-remote` + `git fetch`",
            notes: """
                \(site.count) syncs, \(applied.count) pushes of one file each; p99 \
                \(applied.percentile(99).milliseconds.short) ms; all syncs at the commit after \
                \(settled.median.milliseconds.short) ms; first sync of all \(first.seconds.short) s
                """)
    }
}
