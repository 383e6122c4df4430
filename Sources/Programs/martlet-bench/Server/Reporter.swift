import DeviceSimulation
import NIOCore
import NIOHTTP1
import PKI

/// A device that reports as fast as it is answered, each time something new.
struct Reporter: Sendable {
    let connection: DeviceConnection
    private let device: EnrolledDevice

    /// Connects and reports once.
    init(_ device: EnrolledDevice, _ server: RunningServer) async throws {
        self.device = device
        connection = try await DeviceConnection.open(
            port: server.agentPort, device.context(server.authority.certificatePEM))
        try await report(0)
    }

    /// Reports until then; gives the time that each took.
    func run(until end: ContinuousClock.Instant) async throws -> [Duration] {
        var latencies: [Duration] = []
        while .now < end {
            latencies.append(try await timed { try await report(latencies.count + 1) })
        }
        return latencies
    }

    private func report(_ number: Int) async throws {
        let status = try await connection.send(
            .PUT, "/api/v1/devices/\(device.name)/status", body: body(number)
        ).get().code
        guard status == 200 else { throw BenchError("a status report was answered with \(status)") }
    }

    private func body(_ number: Int) -> [UInt8] {
        Array(
            """
            {"apiVersion":"v1beta1","kind":"Device","metadata":{"name":"\(device.name)"},"status":{\
            "conditions":[{"type":"Updating","status":"False","reason":"Updated","message":"Updated to desired \
            renderedVersion: \(device.version)","lastTransitionTime":"2026-01-01T00:00:00Z"}],\
            "systemInfo":{"architecture":"amd64","bootID":"7a3c1f86-\(number)","operatingSystem":"linux",\
            "agentVersion":"0.1.0","hostname":"\(device.name.prefix(12))","kernel":"6.1.0","netIpDefault":"192.0.2.17"},\
            "applications":[],"applicationsSummary":{"status":"Healthy"},\
            "resources":{"cpu":"Healthy","memory":"Healthy","disk":"Healthy"},\
            "integrity":{"status":"Verified"},"config":{"renderedVersion":"\(device.version)"},\
            "os":{"image":"quay.io/example/device:1","imageDigest":"sha256:1d2e3f"},"updated":{"status":"UpToDate"},\
            "summary":{"status":"Online"},"lifecycle":{"status":"Enrolled"}}}
            """.utf8)
    }
}
