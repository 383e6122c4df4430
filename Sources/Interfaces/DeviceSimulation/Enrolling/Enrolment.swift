import NIOCore
import NIOHTTP1
import Nodes
import PKI

/// The way of a new device to its certificate.
struct Enrolment {
    /// Between two looks at the request.
    private static let pause = Duration.seconds(10)

    let identity: SimulatedIdentity
    let access: ServerAccess
    let labels: [String: String]
    let tally: Tally

    /// Returns when the device has its certificate.
    /// - Throws: ``DeviceFault``
    func run() async throws {
        guard let enrolling = access.enrolling else { throw DeviceFault("there is no certificate to enrol with") }
        let start = ContinuousClock.now
        let connection = try await DeviceConnection.open(
            access.server, ServerAccess.context(access.authoritiesPEM, enrolling))
        do {
            try await ask(connection)
            tally.enter(.asking)
            defer { tally.leave(.asking) }
            if let approver = access.approver {
                try await approver.approve(identity.name)
                tally.count(.approved)
            }
            identity.accept(try await certificate(connection))
        } catch {
            connection.drop()
            throw error
        }
        connection.drop()
        tally.count(.enrolled)
        tally.measured(.enrolment, .now - start)
    }

    private func ask(_ connection: DeviceConnection) async throws {
        let answer = try await connection.ask(.POST, "/api/v1/enrollmentrequests", body: body())
        // 409: it asked before, and may have been let in already.
        guard answer.code == 201 || answer.code == 409 else { throw DeviceFault(answer, "enrolment") }
    }

    private func body() throws -> [UInt8] {
        Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("EnrollmentRequest")),
            ("metadata", .object([("name", .string(identity.name))])),
            (
                "spec",
                .object([
                    ("csr", .string(try identity.key.certificateRequest())),
                    ("deviceStatus", DeviceReport.first(identity.name)),
                    ("labels", .object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
                    ("knownRenderedVersion", .string(String(identity.version))),
                ])
            ),
        ]).json()
    }

    private func certificate(_ connection: DeviceConnection) async throws -> String {
        while true {
            let answer = try await connection.ask(.GET, "/api/v1/enrollmentrequests/\(identity.name)")
            guard answer.code == 200 else { throw DeviceFault(answer, "enrolment") }
            let status = try JSON.parse(Array(answer.body.readableBytesView))["status"]
            if let certificate = status?["certificate"]?.string, !certificate.isEmpty { return certificate }
            let types = (status?["conditions"]?.elements ?? []).compactMap { $0["type"]?.string }
            if types.contains("Denied") { throw DeviceFault("the enrolment was denied") }
            try await Task.sleep(for: Self.pause)
        }
    }
}
