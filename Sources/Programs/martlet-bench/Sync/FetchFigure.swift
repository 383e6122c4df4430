import Git

/// A commit that changes one file, brought into a mirror.
enum FetchFigure {
    static func measure(_ site: SyncSite, _ place: Workplace, _ scale: Scale) async throws -> Figure {
        let copy = "\(place.directory)/fetched.git"
        try await Program.run(["git", "clone", "-q", "--mirror", site.url, copy])
        try await Program.run(["git", "config", "gc.auto", "0"], in: copy)
        let mirrors = GitMirrors(
            directory: try place.folder("fetch-mirrors"), workerCommand: ["/proc/self/exe", "git-worker"],
            network: GitNetwork(allowsPrivateAddresses: true), logger: place.logger)
        let remote = GitRemote(organization: "bench", url: site.url)
        _ = try await mirrors.fetch(remote, reference: "main", commit: site.repository.head())
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await mirrors.keepWorkersReady() }
            defer { group.cancelAll() }
            return try await compare(mirrors, remote, copy, site, scale)
        }
    }

    private static func compare(
        _ mirrors: GitMirrors, _ remote: GitRemote, _ copy: String, _ site: SyncSite, _ scale: Scale
    ) async throws -> Figure {
        var fetches: [Duration] = []
        var yardsticks: [Duration] = []
        for round in 0..<scale.repetitions {
            try await site.repository.change(round * 43, text: "fetched \(round)")
            let head = try await site.repository.head()
            fetches.append(
                try await timed { _ = try await mirrors.fetch(remote, reference: "main", commit: head) })
            yardsticks.append(try await timed { try await Program.run(["git", "fetch", "-q"], in: copy) })
        }
        return Figure(
            name: .fetchOne, value: fetches.median.milliseconds, unit: "ms",
            yardstick: yardsticks.median.milliseconds, yardstickName: "`git fetch`",
            notes: "a process of its own each, over HTTP; ours were started ahead, as those of martletd are")
    }
}
