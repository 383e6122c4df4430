import Glibc
import SQL

/// How long a template change takes until every device of one large fleet has its new rendered version.
enum RolloutFigures {
    static func measure(_ place: Workplace, _ scale: Scale, _ wanted: Set<FigureName>) async throws -> [Figure] {
        let directory = "\(place.directory)/rollouts"
        return try await StatementCounter.with(directory, threads: 4, logger: place.logger) { bench, counter in
            let site = try await RolloutSite(bench.store, place, devices: scale.members)
            try await site.prepare()
            let floor = try await bareUpdate(bench.database)
            var figures: [Figure] = []
            for (name, template, results) in Self.templates where wanted.contains(name) {
                figures.append(try await measure(name, template, results, site, counter, floor))
            }
            return figures
        }
    }

    private static let templates: [(FigureName, String, Int64)] = [
        (.rollout, "the same for all", 1),
        (.rolloutPlaceholder, "at {{ .metadata.labels.site }}", RolloutSite.sites),
    ]

    private static func measure(
        _ name: FigureName, _ template: String, _ results: Int64, _ site: RolloutSite, _ counter: StatementCounter,
        _ floor: Duration
    ) async throws -> Figure {
        try await site.declare(template)
        try await counter.reset()
        try Machine.resetPeakMemory()
        let memory = try Machine.residentMemory(of: getpid())
        let duration = try await timed { try await site.deliver() }
        let statements = try await counter.count()
        let peak = try Machine.peakMemory(of: getpid())
        try await site.check(results: results)
        try await site.report()
        return Figure(
            name: name, value: duration.seconds, unit: "s", yardstick: floor.seconds,
            yardstickName: "one UPDATE of as many rows, over the same libpq session",
            notes: "\(site.devices) devices connected, one batch; \(statements) statements; "
                + "\(memory >> 20) MB before, \(peak >> 20) MB at most")
    }

    /// The same rows of the same shape, with the columns that a delivery changes. The median of three.
    private static func bareUpdate(_ database: Database) async throws -> Duration {
        try await database.transaction(statementTimeout: .seconds(120)) { connection in
            try connection.execute(
                script: """
                    create table bare_target (like device_target including all) with (fillfactor = 45);
                    insert into bare_target select * from device_target order by device_id;
                    """)
        }
        var times: [Duration] = []
        for _ in 0..<3 {
            try await database.transaction { try $0.execute(script: "analyze bare_target") }
            times.append(
                try await timed {
                    try await database.transaction {
                        _ = try $0.query(
                            """
                            update bare_target set rendered_version = rendered_version + 1, rendered_at = now(),
                                   rendered_tv_id = 7, rev = rev + 1
                            """)
                    }
                })
        }
        return times.median
    }
}
