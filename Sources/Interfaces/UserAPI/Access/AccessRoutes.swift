import FoundationEssentials
import HTTPFront
import Hummingbird
import Nodes
import Store

/// What a login asks, and what a token is good for.
struct AccessRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        let configuration = LoginDocuments.configuration(endpoint: api.settings.endpoint)
        let exchange = LoginDocuments.noExchange
        router.get("/api/v1/auth/config") { _, _ in Response.json(configuration) }
        router.post("/api/v1/auth/{provider}/token") { _, _ in Response.json(exchange, status: .badRequest) }
        // These three are asked before a client knows an organization: `org_id` is not looked at.
        router.get("/api/v1/auth/validate") { request, _ in
            _ = try await api.holder(request)
            return Response.success()
        }
        router.get("/api/v1/auth/userinfo") { request, _ in
            Response.json(LoginDocuments.user(try await api.holder(request)))
        }
        router.get("/api/v1/organizations", use: organizations)
        router.get(
            "/api/v1/auth/permissions",
            use: api.authenticated { _ in .json(Permission.document) })
    }

    /// The caller's organization. UUIDs in the field selector narrow the list, other text in it means nothing.
    @Sendable private func organizations(_ request: Request, _ context: FrontContext) async throws -> Response {
        let organization = try await api.holder(request).organization
        let selector = try QueryParameters(request.uri.query)["fieldSelector"] ?? ""
        let named = selector.split { !$0.isHexDigit && $0 != "-" }.compactMap { UUID(uuidString: String($0)) }
        let isShown = named.isEmpty || named.contains { $0.uuidString.lowercased() == organization.uid.lowercased() }
        return .json(LoginDocuments.organizations(isShown ? [organization] : []))
    }
}
