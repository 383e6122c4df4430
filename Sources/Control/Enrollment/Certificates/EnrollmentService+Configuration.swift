import Nodes
import PKI
import SQL
public import Store

extension EnrollmentService {
    /// What a new agent's configuration file needs, as JSON of an EnrollmentConfig.
    /// - Parameter request: name of the CertificateSigningRequest whose certificate is wanted; nil for none.
    /// - Throws: ``EnrollmentRefusal`` with 404 when there is no such request.
    public func configuration(request: String?, _ organization: OrganizationID) async throws -> [UInt8] {
        var certificate = ""
        if let request {
            let record = try await store.database.read { try SigningRequests.find($0, organization, name: request) }
            guard let record else { throw EnrollmentRefusal.notFound("CertificateSigningRequest", request) }
            certificate = record.certificate.map { Base64.encode(Array($0.utf8)) } ?? ""
        }
        let authentication = Node.object([
            ("client-certificate-data", .string(certificate)), ("client-key-data", .string("")),
        ])
        let service = Node.object([
            ("certificate-authority-data", .string(Base64.encode(Array(authority.certificatePEM.utf8)))),
            ("server", .string(settings.agentEndpoint)),
        ])
        return Node.object([
            (
                "enrollment-service",
                .object([
                    ("authentication", authentication), ("service", service),
                    ("enrollment-ui-endpoint", .string(settings.userInterfaceEndpoint)),
                ])
            )
        ]).json()
    }
}
