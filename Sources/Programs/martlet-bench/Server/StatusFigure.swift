import DeviceSimulation
import SQL
import Synchronization

/// Status reports per second that the server acknowledges, each durable by then.
enum StatusFigure {
    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        try await RunningServer.with(place) { server in
            let devices = try await EnrolledDevices.make(scale.reporters, on: server)
            let before = try await counters(server.database)
            let outcome = try await report(devices, server, for: scale.reporting)
            let after = try await counters(server.database)
            let bare = try await BareUpdates.measure(server, place, for: min(scale.reporting, .seconds(5)))
            let hot = Double(after.hot - before.hot) / Double(max(1, after.updates - before.updates))
            let log = Double(after.log - before.log) / Double(max(1, outcome.latencies.count))
            return Figure(
                name: .statusReports, value: outcome.rate, unit: "reports/s", yardstick: bare.pipelined,
                yardstickName: "`pgbench`: pipelined updates of the same rows, \(scale.reporters) per transaction",
                notes:
                    "\(devices.count) connections; median \(outcome.latency(0.5)) ms, p99 \(outcome.latency(0.99)) ms; "
                    + "one `unnest` update per transaction instead: \(bare.unnested.short)/s; \(log.short) bytes of log per report; \((hot * 100).short) % HOT updates"
            )
        }
    }

    private struct Outcome: Sendable {
        let latencies: [Duration]
        let rate: Double

        func latency(_ share: Double) -> String {
            let sorted = latencies.sorted()
            guard !sorted.isEmpty else { return "-" }
            return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))].milliseconds.short
        }
    }

    private static func report(
        _ devices: [EnrolledDevice], _ server: RunningServer, for time: Duration
    ) async throws -> Outcome {
        let reporters = try await withThrowingTaskGroup(of: Reporter.self) { group in
            for device in devices { group.addTask { try await Reporter(device, server) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for reporter in reporters { group.addTask { try await reporter.run(until: start + time) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let duration = start.duration(to: .now)
        for reporter in reporters { await reporter.connection.close() }
        return Outcome(latencies: latencies, rate: Double(latencies.count) / duration.seconds)
    }

    private struct Counts: Sendable {
        let updates: Int64
        let hot: Int64
        let log: Int64
    }

    private static func counters(_ database: Database) async throws -> Counts {
        // Sessions of the server hand their counts over within a second of their last statement.
        try await Task.sleep(for: .milliseconds(1500))
        return try await database.read { connection in
            let row = try connection.query(
                """
                select n_tup_upd, n_tup_hot_upd, (pg_current_wal_lsn() - '0/0')::bigint
                from pg_stat_user_tables where relname = 'device_status'
                """, []
            ).one()
            return try Counts(updates: row.int(0), hot: row.int(1), log: row.int(2))
        }
    }
}
