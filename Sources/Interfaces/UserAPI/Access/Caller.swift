import FoundationEssentials
import HTTPFront
import Hummingbird
import SQL
import Store

extension UserAPI {
    /// Whom the request's token stands for.
    /// - Throws: ``StatusError``: 400 no token, 401 refused, 503 the database does not answer.
    func holder(_ request: Request) async throws -> TokenHolder {
        let token = try BearerToken(request.headers)
        if let known = tokens.holder(token) { return known }
        let found = try await answering { try await store.database.read { try Tokens.holder($0, hash: token.hash) } }
        guard let found else { throw StatusError(401, "failed to validate token") }
        tokens.keep(found, for: token)
        return found
    }

    /// Makes a handler that is called only for a valid token, in the organization that the request names.
    func authenticated(
        _ body: @escaping @Sendable (UserRequest) async throws -> Response
    ) -> @Sendable (Request, FrontContext) async throws -> Response {
        { request, context in
            let holder = try await holder(request)
            let query = try QueryParameters(request.uri.query)
            try Self.checkOrganization(query["org_id"], of: holder)
            let call = UserRequest(request: request, context: context, query: query, holder: holder)
            return try await answering { try await body(call) }
        }
    }

    /// A token opens one organization; naming another is refused, naming none means that one.
    private static func checkOrganization(_ text: String?, of holder: TokenHolder) throws(StatusError) {
        guard let text, !text.isEmpty else { return }
        guard let uid = UUID(uuidString: text) else {
            throw StatusError(400, "org_id is not a UUID: use one of those that GET /api/v1/organizations lists")
        }
        guard uid.uuidString.lowercased() == holder.organization.uid.lowercased() else {
            throw StatusError(403, "the token does not belong to organization \(uid.uuidString.lowercased())")
        }
    }
}
