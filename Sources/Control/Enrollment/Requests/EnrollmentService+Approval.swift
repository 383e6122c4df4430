import FoundationEssentials
import Nodes
import PKI
import Resources
import SQL
import Store
import Wire

extension EnrollmentService {
    /// Decides about a request. An approval signs the certificate and makes the device, all in one transaction.
    /// - Parameters:
    ///   - body: JSON of an EnrollmentRequestApproval.
    ///   - approver: name of the user who decides.
    /// - Returns: JSON of the EnrollmentRequestApprovalStatus; `null` when nothing was approved.
    /// - Throws: ``EnrollmentRefusal``: 400 malformed, approved already, or a request in the name of another key; 404; 409
    ///   there is a device of that name.
    public func decide(_ name: String, _ body: [UInt8], approver: String, _ scope: EnrollmentScope) async throws
        -> [UInt8]
    {
        let decision = try RequestBody<EnrollmentRequestApproval>.decision(body)
        return try await store.database.transaction { connection in
            guard let request = try EnrollmentRequests.lock(connection, scope.organization, name: name) else {
                throw EnrollmentRefusal.notFound("EnrollmentRequest", name)
            }
            guard decision.approved else { return request.approval ?? Node.null.json() }
            guard request.approval == nil else {
                throw EnrollmentRefusal(400, "EnrollmentRequest of name \"\(name)\" is approved already")
            }
            let approval = try Approval(request, decision, authority: authority, organization: scope.uid)
            try save(connection, request, approval, approver: approver, scope)
            return try EnrollmentRequests.find(connection, scope.organization, name: name)?.approval ?? Node.null.json()
        }
    }

    private func save(
        _ connection: Connection, _ request: EnrollmentRequestRecord, _ approval: Approval, approver: String,
        _ scope: EnrollmentScope
    ) throws {
        let name = request.metadata.name
        guard let device = try NewDevices.create(connection, scope.organization, approval.device) else {
            throw EnrollmentRefusal(
                409, "Device of name \"\(name)\" already exists: delete it first if it is to be enrolled anew")
        }
        let certificate = approval.certificate
        try Certificates.record(
            connection, scope.organization, serial: certificate.identity.serial, device: device, fingerprint: name,
            signer: Signer.deviceEnrollment.rawValue, notAfter: certificate.identity.notAfterSeconds)
        try EnrollmentRequests.approve(
            connection, id: request.id, labels: LabelMap.json(approval.decision.labels),
            replaceLabels: approval.decision.replaceLabels ?? false, approver: approver, certificate: certificate.pem)
        try DeliveryQueue.mark(connection, scope.organization, devices: [device])
        try Events.record(
            connection,
            [
                scope.event("Device", name, "ResourceCreated", "Device was enrolled"),
                scope.event("EnrollmentRequest", name, "EnrollmentRequestApproved", "Approved by \(approver)"),
            ])
    }
}

extension PeerIdentity {
    /// The end of validity in Unix seconds.
    var notAfterSeconds: Int64 { Int64(notAfter.timeIntervalSince1970) }
}
