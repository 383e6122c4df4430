import Resources
import SQL
public import Store
import Wire

extension EnrollmentService {
    /// Takes in a device's wish to be enrolled.
    /// - Parameter body: JSON of an EnrollmentRequest.
    /// - Returns: The stored request as JSON.
    /// - Throws: ``EnrollmentRefusal``: 400 malformed, 409 the name is taken, 503 too many wait for a decision.
    public func submit(_ body: [UInt8], _ scope: EnrollmentScope) async throws -> [UInt8] {
        let request = try RequestBody<EnrollmentRequestSpec>(body)
        let name = request.metadata.name
        try Self.check(request.spec)
        let spec = canonicalJSON(of: request.spec)
        do {
            let record = try await store.database.transaction { [settings] connection in
                let record = try EnrollmentRequests.create(
                    connection, scope.organization, name: name, labels: request.labels, spec: spec,
                    limit: settings.mostPendingRequests)
                guard let record else { throw EnrollmentRefusal.exists("EnrollmentRequest", name) }
                try Events.record(
                    connection,
                    [scope.event("EnrollmentRequest", name, "ResourceCreated", "EnrollmentRequest was created")])
                return record
            }
            return record.json()
        } catch let error as TooManyRequests {
            throw EnrollmentRefusal(503, "\(error)", retryAfter: 60)
        }
    }

    /// A request by name, as JSON.
    /// - Throws: ``EnrollmentRefusal`` with 404.
    public func request(_ name: String, _ organization: OrganizationID) async throws -> [UInt8] {
        let record = try await store.database.read {
            try EnrollmentRequests.find($0, organization, name: name)
        }
        guard let record else { throw EnrollmentRefusal.notFound("EnrollmentRequest", name) }
        return record.json()
    }

    /// The status that comes with a request is shown to every reader of the device, once there is one.
    private static func check(_ spec: EnrollmentRequestSpec) throws(EnrollmentRefusal) {
        guard let status = spec.deviceStatus else { return }
        do {
            _ = try DeviceStatusReport(status: status.bytes)
        } catch {
            throw EnrollmentRefusal(400, "API Error: spec.deviceStatus: \(error)")
        }
    }
}
