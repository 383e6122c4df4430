import DeviceSimulation
import PKI

/// Simulated devices that live in this process while something is measured.
enum DevicePark {
    /// Of the descriptors and ports, so many are left to what the programs have open anyway.
    private static let reserve = 500
    /// With fewer, what the first ones pay for all would be the figure.
    static let least = 60

    /// How many devices can be connected at once: each takes a descriptor here and in the server, and a port, since all
    /// of them talk to one address.
    static var most: Int { min(FileLimit.connections, Machine.localPorts) - reserve }

    /// As many devices as are wanted, or as there is room for.
    static func count(_ wanted: Int) throws(BenchError) -> Int {
        let most = most
        guard most >= least else {
            throw BenchError("there is no room for simulated devices: raise the limit of descriptors ('ulimit -Hn')")
        }
        return min(wanted, most)
    }

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
