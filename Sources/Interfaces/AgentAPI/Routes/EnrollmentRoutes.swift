import Enrollment
import FoundationEssentials
import HTTPFront
import Hummingbird
import PKI
import SQL
import Store

/// The endpoints of a device that is not enrolled yet.
struct EnrollmentRoutes: Sendable {
    let api: AgentAPI

    func add(to router: Router<FrontContext>) {
        router.post("/api/v1/enrollmentrequests", use: submit)
        router.get("/api/v1/enrollmentrequests/{name}", use: find)
    }

    @Sendable private func submit(_ request: Request, _ context: FrontContext) async throws -> Response {
        let scope = try await scope(context)
        let body = try await request.readBody(upTo: api.settings.bodyBytes)
        return .json(
            try await refusals { try await api.enrollment.submit(Array(body.readableBytesView), scope) },
            status: .created)
    }

    @Sendable private func find(_ request: Request, _ context: FrontContext) async throws -> Response {
        let scope = try await scope(context)
        let name = try context.parameters.require("name")
        return .json(try await refusals { try await api.enrollment.request(name, scope.organization) })
    }

    /// The organization of the enrolment certificate, which must not be revoked.
    private func scope(_ context: FrontContext) async throws -> EnrollmentScope {
        let uid = try Door.enroller(context.peer)
        let serial = context.peer?.serial ?? ""
        let (organization, isRevoked) = try await unavailable {
            try await api.store.database.read { connection in
                (
                    try Organizations.find(connection, uid: uid.uuidString.lowercased()),
                    try Certificates.isRevoked(connection, serial: serial)
                )
            }
        }
        guard let organization else { throw StatusError(401, "the certificate's organization does not exist here") }
        guard !isRevoked else { throw StatusError(401, "the client certificate has been revoked") }
        return EnrollmentScope(
            organization: organization, uid: uid, actor: "service:enrollment", requestID: context.requestID)
    }
}
