public import SQL

/// The end of requests, at an operator's wish.
public enum RequestRemoval {
    /// What became of the wish.
    public enum Outcome: Sendable, Equatable {
        /// The request is gone.
        case deleted
        /// There was none of that name.
        case absent
        /// A device was enrolled by it, and keeps it.
        case belongsToDevice
    }

    /// Deletes an EnrollmentRequest in the caller's transaction, unless its device is enrolled.
    public static func deleteEnrollmentRequest(
        _ connection: Connection, _ organization: OrganizationID, name: String, actor: String, requestID: String? = nil
    ) throws -> Outcome {
        // The lock keeps an approval, which makes the device, from passing at the same time.
        guard try EnrollmentRequests.lock(connection, organization, name: name) != nil else { return .absent }
        let device = try connection.query(
            "select 1 from device where org = $1 and name = $2", [.int(organization.value), .text(name)])
        guard device.isEmpty else { return .belongsToDevice }
        try connection.query(
            "delete from enrollment_request where org = $1 and name = $2", [.int(organization.value), .text(name)])
        try record(connection, organization, "EnrollmentRequest", name, actor, requestID)
        return .deleted
    }

    /// Deletes a CertificateSigningRequest in the caller's transaction. A certificate that it led to stays valid.
    public static func deleteSigningRequest(
        _ connection: Connection, _ organization: OrganizationID, name: String, actor: String, requestID: String? = nil
    ) throws -> Outcome {
        let deleted = try connection.query(
            "delete from certificate_signing_request where org = $1 and name = $2",
            [.int(organization.value), .text(name)])
        guard deleted.affected == 1 else { return .absent }
        try record(connection, organization, "CertificateSigningRequest", name, actor, requestID)
        return .deleted
    }

    private static func record(
        _ connection: Connection, _ organization: OrganizationID, _ kind: String, _ name: String, _ actor: String,
        _ requestID: String?
    ) throws {
        try Events.record(
            connection,
            [
                EventRecord(
                    organization: organization, kind: kind, name: name, reason: "ResourceDeleted",
                    message: "\(kind) was deleted", component: "api", actor: actor, requestID: requestID)
            ])
    }
}
