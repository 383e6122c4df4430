import Enrollment
import HTTPFront
import Hummingbird
import Resources
import Store

/// Decisions about devices that want to be let in, and certificates to do so with.
struct EnrollmentRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        router.put("/api/v1/enrollmentrequests/{name}/approval", use: api.authenticated(decide))
        router.get("/api/v1/enrollmentconfig", use: api.authenticated(configuration))
        router.post("/api/v1/certificatesigningrequests", use: api.authenticated(requestCertificate))
        router.put("/api/v1/certificatesigningrequests/{name}/approval", use: api.authenticated(decideAgain))
    }

    @Sendable private func decide(_ call: UserRequest) async throws -> Response {
        .json(
            try await api.enrollment.decide(
                call.name(), call.body(), approver: call.holder.name, call.scope()))
    }

    @Sendable private func configuration(_ call: UserRequest) async throws -> Response {
        let request = call.query["csr"].flatMap { $0.isEmpty ? nil : $0 }
        return .json(try await api.enrollment.configuration(request: request, call.organization))
    }

    @Sendable private func requestCertificate(_ call: UserRequest) async throws -> Response {
        .json(try await api.enrollment.requestCertificate(call.body(), call.scope()), status: .created)
    }

    /// The signers that are offered decide when the request is made: there is nothing left to approve or deny.
    @Sendable private func decideAgain(_ call: UserRequest) async throws -> Response {
        let name = try call.name()
        _ = try await api.enrollment.certificateRequest(name, call.organization)
        throw StatusError(
            409, "CertificateSigningRequest of name \"\(name)\" was decided when it was made: see its conditions")
    }
}
