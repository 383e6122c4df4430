import DeviceSimulation

/// Very many simulated devices that wait in long polls, and one commit that wakes all of them.
enum ParkedFigures {
    /// They pay for what is loaded once, and stay.
    private static let first = 50

    static func measure(_ place: Workplace, _ scale: Scale, _ wanted: Set<FigureName>) async throws -> [Figure] {
        let count = try DevicePark.count(scale.parked + first) - first
        return try await CommittedFleet.with(place, options: ["--poll-wait", "\(Int(scale.waiting.seconds))s"]) {
            fleet in
            let devices = try await EnrolledDevices.make(count + first, on: fleet.server)
            let identities = try devices.map { try $0.simulated() }
            let outcome = try await DevicePark.with(Array(identities.prefix(first)), fleet.server) { tally in
                try await tally.waitUntil(waiting: first)
                return try await park(Array(identities.dropFirst(first)), fleet, scale)
            }
            let idle = try await IdleConnections.measure(Array(devices.dropFirst(first)), fleet.server, place)
            return [outcome.parked(idle), outcome.wake(idle)]
        }
    }

    private static func park(
        _ identities: [SimulatedIdentity], _ fleet: CommittedFleet, _ scale: Scale
    ) async throws -> ParkedOutcome {
        let server = fleet.server
        var outcome = ParkedOutcome(devices: identities.count, held: scale.waiting)
        let before = try Machine.proportionalMemory(of: server.process)
        var most = before
        try await DevicePark.with(identities, server) { tally in
            outcome.arriving = try await timed { try await tally.waitUntil(waiting: identities.count) }
            outcome.bytes = try Machine.proportionalMemory(of: server.process) - before
            let processor = try Machine.processorTime(ofTree: server.process)
            try await Task.sleep(for: scale.waiting)
            outcome.processor =
                (try Machine.processorTime(ofTree: server.process) - processor) / scale.waiting.seconds
            try await wake(tally, fleet, &outcome)
            most = try Machine.proportionalMemory(of: server.process)
        }
        let left = try await settle(server)
        outcome.givenBack = Double(most - left) / Double(max(1, most - before))
        return outcome
    }

    private static func wake(_ tally: Tally, _ fleet: CommittedFleet, _ outcome: inout ParkedOutcome) async throws {
        let count = outcome.devices
        try await fleet.push("second")
        tally.mark()
        let start = ContinuousClock.now
        try await fleet.tell()
        try await wait(for: "\(count) devices to be woken", upTo: .seconds(600)) { tally[.delivery].count >= count }
        outcome.delivery = tally[.delivery]
        try await wait(for: "\(count) devices to report", upTo: .seconds(900)) {
            tally[.updated] >= count && tally[.waiting] >= count
        }
        outcome.reported = .now - start
        outcome.troubles = tally[.turnedAway] + tally[.lostConnections] + tally[.unexpectedAnswers]
    }

    /// The least memory within half a minute of the disconnect.
    private static func settle(_ server: RunningServer) async throws -> Int {
        try await wait(for: "the server to notice") {
            try await server.metric("martlet_agent_polls_parked") ?? 0 <= Double(first)
        }
        var least = Int.max
        for _ in 0..<30 {
            least = min(least, try Machine.proportionalMemory(of: server.process))
            try await Task.sleep(for: .seconds(1))
        }
        return least
    }
}
