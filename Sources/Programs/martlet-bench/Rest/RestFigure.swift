import SQL

/// What a server costs that has a thousand syncs on a hundred repositories and nothing to do.
enum RestFigure {
    /// Between two polls of a repository: short, so that a short run sees every repository several times.
    private static let interval = Duration.seconds(60)

    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        let repositories = try await RestRepositories.make(in: place, repositories: 100, syncsEach: 10)
        return try await GitHost.with(repositories.root, place, log: true) { base in
            try await RestServer.with(place, repositories, at: base, interval: interval) { server in
                let before = try await server.cost()
                try await Task.sleep(for: scale.resting)
                let after = try await server.cost()
                let raw = try await questions(repositories, base)
                let rounds = scale.resting / interval
                return Figure(
                    name: .syncsAtRest, value: after.processor - before.processor, unit: "s of CPU",
                    yardstick: raw * rounds,
                    yardstickName: "\(repositories.count) `git ls-remote` per interval",
                    notes: """
                        \(repositories.syncs) syncs, \(repositories.count) repositories, \(scale.resting.seconds.short) s, \
                        polled every \(interval.seconds.short) s: \(after.polls - before.polls) questions, \
                        \((after.bytes - before.bytes) >> 10) KiB from the host, \
                        \(after.statements - before.statements) transactions, \(after.rows - before.rows) rows written
                        """)
            }
        }
    }

    /// Seconds of CPU that asking each repository once takes with `git`.
    private static func questions(_ repositories: RestRepositories, _ base: String) async throws -> Double {
        let before = Machine.processorTimeOfChildren
        for name in repositories.names {
            try await Program.run(["git", "ls-remote", "\(base)/\(name).git", "refs/heads/main"])
        }
        return Machine.processorTimeOfChildren - before
    }
}
