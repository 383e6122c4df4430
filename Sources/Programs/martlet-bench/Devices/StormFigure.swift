import DeviceSimulation
import NIOCore
import NIOHTTP1
import PKI

/// Devices that lost their connections and come back at one instant, each with a full handshake.
enum StormFigure {
    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        let count = try DevicePark.count(scale.storming)
        return try await RunningServer.with(place) { server in
            let devices = try await EnrolledDevices.make(count, on: server)
            let identities = try devices.map { try $0.simulated() }
            try await DevicePark.with(identities, server) { try await $0.waitUntil(waiting: count) }
            let storm = try await storm(identities, server)
            let floor = try await NginxHandshakes.measure(devices, server, place)
            return Figure(
                name: .storm, value: Double(storm.handshakes) / storm.time.seconds, unit: "handshakes/s",
                yardstick: floor, yardstickName: "nginx, one worker, 64 clients at once, same keys",
                notes: "\(count) devices, all back and polling after \(storm.time.seconds.short) s, half of them after "
                    + "\(storm.half.seconds.short) s; \(storm.turnedAway) answered 503, \(storm.lost) connections lost; "
                    + "/metrics answered within \(storm.slowest.milliseconds.short) ms meanwhile")
        }
    }

    private struct Outcome: Sendable {
        var time = Duration.zero
        var half = Duration.zero
        var handshakes = 0
        var turnedAway = 0
        var lost = 0
        var slowest = Duration.zero
    }

    private static func storm(_ identities: [SimulatedIdentity], _ server: RunningServer) async throws -> Outcome {
        let count = identities.count
        return try await DevicePark.with(identities, server, startsPerSecond: 1e7) { tally in
            var outcome = Outcome()
            let start = ContinuousClock.now
            while tally[.waiting] < count {
                guard .now - start < .seconds(900) else { throw BenchError("the devices do not come back") }
                let answer = try await timed { _ = try await server.metric("martlet_agent_polls_parked") }
                outcome.slowest = max(outcome.slowest, answer)
                if outcome.half == .zero, tally[.waiting] >= count / 2 { outcome.half = .now - start }
                try await Task.sleep(for: .milliseconds(20))
            }
            outcome.time = .now - start
            outcome.handshakes = tally[.connections]
            (outcome.turnedAway, outcome.lost) = (tally[.turnedAway], tally[.lostConnections])
            return outcome
        }
    }
}

/// The yardstick of a storm: full handshakes with nginx, each followed by one request, as many at once as suit it.
enum NginxHandshakes {
    /// Per second.
    static func measure(
        _ devices: [EnrolledDevice], _ server: RunningServer, _ place: Workplace
    ) async throws -> Double {
        let directory = try place.folder("handshakes")
        let port = try await Port.free()
        let site = IdleConnections.configuration(port, server.pki)
        try Workplace.write(Nginx.configuration(directory, site), to: "\(directory)/nginx.conf")
        let contexts = try devices.map { try $0.context(server.authority.certificatePEM) }
        return try await Program.with(Nginx.command(directory), log: "\(directory)/error.log") { _ in
            try await wait(for: "nginx") { await Port.listens(port) }
            let time = try await timed {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (place, context) in contexts.enumerated() {
                        if place >= 64 { try await group.next() }
                        group.addTask {
                            let connection = try await DeviceConnection.open(port: port, context)
                            _ = try await connection.send(.GET, "/").get()
                            await connection.close()
                        }
                    }
                    try await group.waitForAll()
                }
            }
            return Double(devices.count) / time.seconds
        }
    }
}
