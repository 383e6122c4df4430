import DeviceSimulation
import NIOCore
import NIOHTTP1
import PKI

/// The yardstick of waiting devices: as many connections with the same certificates to nginx, idle after one request.
enum IdleConnections {
    /// What idle connections cost.
    struct Outcome: Sendable {
        /// Bytes of memory per connection, what the processes share counted once.
        let bytes: Double
        /// Until each has an answer when all ask at once.
        let answers: [Duration]
    }

    static func measure(
        _ devices: [EnrolledDevice], _ server: RunningServer, _ place: Workplace
    ) async throws -> Outcome {
        let directory = try place.folder("idle")
        let port = try await Port.free()
        try Workplace.write(
            Nginx.configuration(directory, configuration(port, server.pki), connections: devices.count),
            to: "\(directory)/nginx.conf")
        return try await Program.with(Nginx.command(directory), log: "\(directory)/error.log") { process in
            try await wait(for: "nginx") { await Port.listens(port) }
            // The first connection pays for what is loaded once.
            var connections = [try await connect(devices.first, port, server)]
            let before = try resident(process)
            for device in devices.dropFirst() { connections.append(try await connect(device, port, server)) }
            let grown = try resident(process) - before
            let answers = try await askAll(connections)
            await withDiscardingTaskGroup { group in
                for connection in connections { group.addTask { await connection.close() } }
            }
            return Outcome(bytes: Double(grown) / Double(max(1, devices.count - 1)), answers: answers)
        }
    }

    private static func askAll(_ connections: [DeviceConnection]) async throws -> [Duration] {
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: Duration.self) { group in
            for connection in connections {
                group.addTask {
                    _ = try await connection.send(.GET, "/").get()
                    return .now - start
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func connect(
        _ device: EnrolledDevice?, _ port: Int, _ server: RunningServer
    ) async throws -> DeviceConnection {
        guard let device else { throw BenchError("there is no device") }
        let connection = try await DeviceConnection.open(port: port, device.context(server.authority.certificatePEM))
        let status = try await connection.send(.GET, "/").get().code
        guard status == 204 else { throw BenchError("nginx answered \(status)") }
        return connection
    }

    private static func resident(_ process: Int32) throws -> Int {
        try Machine.children(of: process).map(Machine.proportionalMemory).reduce(0, +)
    }

    static func configuration(_ port: Int, _ pki: String) -> String {
        """
        keepalive_timeout 1h;
        server {
            listen 127.0.0.1:\(port) ssl;
            ssl_certificate \(pki)/server.crt;
            ssl_certificate_key \(pki)/server.key;
            ssl_client_certificate \(pki)/ca.crt;
            ssl_verify_client on;
            ssl_protocols TLSv1.3;
            location / { return 204; }
        }
        """
    }
}
