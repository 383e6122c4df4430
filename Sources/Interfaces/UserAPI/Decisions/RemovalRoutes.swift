import Enrollment
import HTTPFront
import Hummingbird
import Resources
import SQL
import Store

/// What an operator may delete. What is gone already counts as deleted.
struct RemovalRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        router.delete("/api/v1/devices/{name}", use: api.authenticated(device))
        router.delete("/api/v1/enrollmentrequests/{name}", use: api.authenticated(enrollmentRequest))
        router.delete("/api/v1/certificatesigningrequests/{name}", use: api.authenticated(signingRequest))
    }

    /// Deletes a device, also one that a manifest declares: its identity is not git's. The tombstone that is left is the
    /// only proof on which the device is told that it does not exist.
    @Sendable private func device(_ call: UserRequest) async throws -> Response {
        _ = try await api.enrollment.removeDevice(call.name(), call.scope())
        return .success()
    }

    @Sendable private func enrollmentRequest(_ call: UserRequest) async throws -> Response {
        let name = try call.name()
        let (organization, actor, requestID) = (call.organization, call.actor, call.context.requestID)
        let outcome = try await api.store.database.transaction {
            try RequestRemoval.deleteEnrollmentRequest(
                $0, organization, name: name, actor: actor, requestID: requestID)
        }
        guard outcome != .belongsToDevice else {
            throw StatusError(
                409,
                "EnrollmentRequest of name \"\(name)\" belongs to an enrolled device: delete the Device, which removes both"
            )
        }
        return .success()
    }

    @Sendable private func signingRequest(_ call: UserRequest) async throws -> Response {
        let name = try call.name()
        let (organization, actor, requestID) = (call.organization, call.actor, call.context.requestID)
        _ = try await api.store.database.transaction {
            try RequestRemoval.deleteSigningRequest($0, organization, name: name, actor: actor, requestID: requestID)
        }
        return .success()
    }
}
