import DeviceSimulation
import PKI

/// Simulated devices that live in this process while something is measured.
enum DevicePark {
    /// Runs devices beside `body`; at its end all of them lose their network at once.
    static func with<T: Sendable>(
        _ identities: [SimulatedIdentity], _ server: RunningServer, startsPerSecond: Double = 300,
        group: DeviceGroup? = nil, _ body: (Tally) async throws -> T
    ) async throws -> T {
        var group = group ?? atOnce
        group.count = identities.count
        let simulator = DeviceSimulator(
            Scenario(duration: .seconds(36_000), groups: [group], startsPerSecond: startsPerSecond),
            ServerAccess(
                server: ServerAddress(host: "127.0.0.1", port: server.agentPort),
                authoritiesPEM: server.authority.certificatePEM), identities)
        return try await withThrowingTaskGroup(of: Void.self) { devices in
            devices.addTask { _ = await simulator.run() }
            defer { devices.cancelAll() }
            return try await body(simulator.tally)
        }
    }

    /// Devices that take no time for an update.
    private static var atOnce: DeviceGroup {
        var group = DeviceGroup(name: "bench", count: 0)
        group.applying = DeviceGroup.Span(.zero)
        return group
    }
}

extension Tally {
    /// Waits until so many devices wait in a poll.
    func waitUntil(waiting count: Int) async throws {
        try await wait(for: "\(count) devices in a poll", upTo: .seconds(900)) { self[.waiting] >= count }
    }
}
