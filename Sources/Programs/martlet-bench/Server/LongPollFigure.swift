import DeviceSimulation
import NIOCore
import NIOHTTP1
import PKI
import Synchronization

/// Memory per device that waits in a long poll, each on a TLS connection of its own.
enum LongPollFigure {
    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        let count = try DevicePark.count(scale.polls)
        return try await RunningServer.with(place) { server in
            let devices = try await EnrolledDevices.make(count + 1, on: server)
            let held = try await hold(devices, server)
            let floor = try await IdleConnections.measure(Array(devices.dropLast()), server, place)
            return Figure(
                name: .longPolls, value: held.bytes / 1000, unit: "kB", yardstick: floor.bytes / 1000,
                yardstickName: "idle connection of nginx, same certificates",
                notes: "\(held.parked) of \(count) polls held; \(held.handshakes.short) handshakes and polls/s")
        }
    }

    private struct Held: Sendable {
        let bytes: Double
        let parked: Int
        let handshakes: Double
    }

    private static func hold(_ devices: [EnrolledDevice], _ server: RunningServer) async throws -> Held {
        // The first device pays for what is loaded once.
        let warm = try await poll(devices.last, server)
        let before = try Machine.proportionalMemory(of: server.process)
        let answered = Mutex(0)
        var connections: [DeviceConnection] = []
        let start = ContinuousClock.now
        for device in devices.dropLast() {
            let (connection, answer) = try await poll(device, server)
            answer.whenComplete { _ in answered.withLock { $0 += 1 } }
            connections.append(connection)
        }
        let count = connections.count
        try await wait(for: "\(count) polls to be held") {
            try await server.metric("martlet_agent_polls_parked") ?? 0 >= Double(count)
        }
        let duration = start.duration(to: .now)
        let grown = try Machine.proportionalMemory(of: server.process) - before
        let parked = count - answered.withLock { $0 }
        // All at once: a server that holds a poll may not answer the farewell of TLS.
        await withDiscardingTaskGroup { group in
            for connection in connections + [warm.0] { group.addTask { await connection.close() } }
        }
        return Held(
            bytes: Double(grown) / Double(count), parked: parked, handshakes: Double(count) / duration.seconds)
    }

    private static func poll(
        _ device: EnrolledDevice?, _ server: RunningServer
    ) async throws -> (DeviceConnection, EventLoopFuture<ServerAnswer>) {
        guard let device else { throw BenchError("there is no device") }
        let connection = try await DeviceConnection.open(
            port: server.agentPort, device.context(server.authority.certificatePEM))
        let path = "/api/v1/devices/\(device.name)/rendered?knownRenderedVersion=\(device.version)"
        return (connection, connection.send(.GET, path))
    }
}
