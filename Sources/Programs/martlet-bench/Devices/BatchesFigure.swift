import DeviceSimulation
import SQL

/// A commit that reaches simulated devices in batches, some of which fail and some of which are not there.
enum BatchesFigure {
    /// A threshold that the failures stay clear of, also in a small batch: nothing is left to chance.
    private static let policy = """
        {deviceSelection: {strategy: BatchSequence, sequence: \
        [{limit: 1%}, {limit: 10%}, {limit: 30%}, {limit: 50%}]}, successThreshold: 50%}
        """
    private static let longest = Duration.seconds(2)

    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        let count = try DevicePark.count(scale.updated)
        return try await CommittedFleet.with(place, policy: policy) { fleet in
            let devices = try await EnrolledDevices.make(count, on: fleet.server)
            let identities = try devices.map { try $0.simulated() }
            return try await DevicePark.with(identities, fleet.server, group: group) { tally in
                try await arrive(tally, count, fleet.server)
                return try await measure(tally, count, fleet)
            }
        }
    }

    private static var group: DeviceGroup {
        var group = DeviceGroup(name: "bench", count: 0)
        group.applying = DeviceGroup.Span(.zero, longest)
        group.failures = [DeviceGroup.FailureRule(share: 0.03)]
        group.absences = [
            DeviceGroup.Absence(share: 0.05, connected: .init(.zero), away: .init(.seconds(36_000)))
        ]
        return group
    }

    /// All but the absent ones wait, and the server has written down that it has heard of them.
    private static func arrive(_ tally: Tally, _ count: Int, _ server: RunningServer) async throws {
        try await wait(for: "the devices", upTo: .seconds(900)) {
            tally[.started] == count && tally[.waiting] + tally[.away] >= count
        }
        try await wait(for: "the devices to be known as connected") {
            try await server.database.read {
                try Int($0.query("select count(*) from device_seen", []).one().int(0)) >= tally[.waiting]
            }
        }
    }

    private static func measure(_ tally: Tally, _ count: Int, _ fleet: CommittedFleet) async throws -> Figure {
        let (rollout, event) = try await newest(fleet.server.database)
        try await fleet.push("second")
        let start = ContinuousClock.now
        try await fleet.tell()
        try await wait(for: "the rollout to end", upTo: .seconds(1800)) {
            try await Task.sleep(for: .milliseconds(20))
            return try await hasEnded(fleet.server.database, after: rollout)
        }
        let time = ContinuousClock.now - start
        let facts = try await facts(fleet.server.database, after: rollout, event)
        guard facts.state == "Completed" else { throw BenchError("the rollout is \(facts.state): \(facts.message)") }
        let own = longest.seconds * Double(facts.batches)
        return Figure(
            name: .batches, value: time.seconds, unit: "s", yardstick: own,
            yardstickName: "\(facts.batches) times the \(longest.seconds.short) s that a device takes at most",
            notes: "\(count) devices, \(facts.batches) batches: \(tally[.updated]) updated, \(tally[.failed]) failed, "
                + "\(tally[.away]) away; \((Double(facts.events) / Double(count)).short) events per device")
    }

    private static func newest(_ database: Database) async throws -> (rollout: Int64, event: Int64) {
        try await database.read { connection in
            let row = try connection.query(
                "select (select coalesce(max(id), 0) from rollout), (select coalesce(max(id), 0) from event)", []
            ).one()
            return try (row.int(0), row.int(1))
        }
    }

    private static func hasEnded(_ database: Database, after rollout: Int64) async throws -> Bool {
        try await database.read {
            let rows = try $0.query(
                "select state, message from rollout where id > $1 and (finished_at is not null or state = 'Paused')",
                [.int(rollout)])
            return !rows.isEmpty
        }
    }

    private struct Facts: Sendable {
        let state: String
        let message: String
        let batches: Int64
        let events: Int64
    }

    private static func facts(_ database: Database, after rollout: Int64, _ event: Int64) async throws -> Facts {
        try await database.read { connection in
            let row = try connection.query(
                """
                select state, message, (select count(*) from rollout_batch where rollout_id = o.id),
                       (select count(*) from event where id > $2)
                from rollout o where id > $1 order by id desc limit 1
                """, [.int(rollout), .int(event)]
            ).one()
            return try Facts(state: row.string(0), message: row.string(1), batches: row.int(2), events: row.int(3))
        }
    }
}
