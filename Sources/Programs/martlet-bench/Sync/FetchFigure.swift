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
            notes: "a process of its own each, over HTTP")
    }
}
