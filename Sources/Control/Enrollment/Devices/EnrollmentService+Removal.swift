import SQL
import Store

extension EnrollmentService {
    /// Deletes a device at an operator's request, with its enrolment request. Only this leaves the proof on which a device
    /// is told that it does not exist any more.
    /// - Returns: Whether there was such a device.
    public func removeDevice(_ name: String, _ scope: EnrollmentScope) async throws -> Bool {
        try await store.database.transaction {
            try DeviceRemoval.delete(
                $0, scope.organization, name: name, actor: scope.actor, requestID: scope.requestID)
        }
    }
}
