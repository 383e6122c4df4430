import Nodes
import PKI
import Resources
import SQL
public import Store
import Wire

extension EnrollmentService {
    /// Takes in a user's wish for an enrolment certificate, which is approved and signed at once.
    /// - Parameter body: JSON of a CertificateSigningRequest with the signer `flightctl.io/enrollment`.
    /// - Returns: The stored request as JSON, with the condition `Approved` or `Failed`.
    /// - Throws: ``EnrollmentRefusal``: 400 malformed or another signer, 409 the name is taken.
    public func requestCertificate(_ body: [UInt8], _ scope: EnrollmentScope) async throws -> [UInt8] {
        var request = try RequestBody<CertificateSigningRequestSpec>(body)
        guard Signer(wire: request.spec.signerName) == .enrollment else {
            throw EnrollmentRefusal(400, SigningAdvice.forUsers(request.spec.signerName))
        }
        request.spec.fill(username: scope.actor)
        return try await store(request, SigningDecision.enrollment(request, authority, scope), nil, scope)
    }

    /// Takes in a device's wish for its next certificate, for its present key.
    /// - Parameters:
    ///   - body: JSON of a CertificateSigningRequest with the signer `flightctl.io/device-management-renewal`.
    ///   - device: the device that the connection's certificate stands for.
    /// - Throws: ``EnrollmentRefusal``: 400, 401 the device has been decommissioned or is gone, 409.
    public func renew(_ body: [UInt8], device: RenewingDevice, _ scope: EnrollmentScope) async throws -> [UInt8] {
        var request = try RequestBody<CertificateSigningRequestSpec>(body)
        guard Signer(wire: request.spec.signerName) == .deviceManagementRenewal else {
            throw EnrollmentRefusal(400, SigningAdvice.forDevices(request.spec.signerName))
        }
        guard request.metadata.name.hasPrefix("\(device.name)-") else {
            throw EnrollmentRefusal(400, "metadata.name must begin with the name of the device: \(device.name)-")
        }
        request.spec.fill(username: scope.actor)
        return try await store(request, SigningDecision.renewal(request, device, authority, scope), device, scope)
    }

    /// A request by name, as JSON.
    /// - Parameter device: when given, only a request of this device is found.
    /// - Throws: ``EnrollmentRefusal`` with 404.
    public func certificateRequest(
        _ name: String, device: String? = nil, _ organization: OrganizationID
    ) async throws -> [UInt8] {
        let record = try await store.database.read {
            try SigningRequests.find($0, organization, name: name, owner: device.map { "Device/\($0)" })
        }
        guard let record else { throw EnrollmentRefusal.notFound("CertificateSigningRequest", name) }
        return record.json()
    }

    private func store(
        _ request: RequestBody<CertificateSigningRequestSpec>, _ decision: SigningDecision, _ device: RenewingDevice?,
        _ scope: EnrollmentScope
    ) async throws -> [UInt8] {
        let name = request.metadata.name
        let new = NewSigningRequest(
            name: name, labels: request.labels, owner: device.map { "Device/\($0.name)" },
            spec: canonicalJSON(of: request.spec), condition: decision.condition, certificate: decision.certificate?.pem
        )
        let record = try await self.store.database.transaction { connection in
            if let device { try Self.refuseDecommissioned(connection, device) }
            guard try SigningRequests.create(connection, scope.organization, new) else {
                throw EnrollmentRefusal.exists("CertificateSigningRequest", name)
            }
            if let identity = decision.certificate?.identity {
                try Certificates.record(
                    connection, scope.organization, serial: identity.serial, device: device?.id,
                    fingerprint: device?.name ?? "", signer: decision.signer.rawValue,
                    notAfter: identity.notAfterSeconds)
            }
            return try SigningRequests.find(connection, scope.organization, name: name)
        }
        guard let record else { throw EnrollmentRefusal.notFound("CertificateSigningRequest", name) }
        return record.json()
    }

    private static func refuseDecommissioned(_ connection: Connection, _ device: RenewingDevice) throws {
        guard let isActive = try Renewals.isActive(connection, device: device.id) else {
            throw EnrollmentRefusal(401, "the device is not enrolled")
        }
        guard isActive else {
            throw EnrollmentRefusal(401, "the device has been decommissioned and gets no further certificate")
        }
    }
}

/// A device that asks for its next certificate.
public struct RenewingDevice: Sendable {
    /// `device.id`.
    public var id: Int64
    /// Its name.
    public var name: String

    /// States a device.
    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}

extension SigningRequestRecord {
    /// The object as the wire shows it.
    func json() -> [UInt8] {
        ObjectDocument.json(
            kind: "CertificateSigningRequest", metadata: metadata, spec: spec,
            status: RequestStatusDocument.signing(
                conditions: conditions, certificate: certificate.map { Base64.encode(Array($0.utf8)) }))
    }
}

extension CertificateSigningRequestSpec {
    /// The members that are the server's to write.
    fileprivate mutating func fill(username: String) {
        self.username = username
        uid = nil
        extra = nil
    }
}
