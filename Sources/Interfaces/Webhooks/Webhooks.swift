public import HTTPFront
import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
import SQL
public import Secrets
public import Store
import Wire

/// Webhooks of git hosts on the listener for people: `POST /api/v1/webhooks/{provider}`, without a bearer token.
///
/// The proof is the secret of the Repository whose address the body names. Whoever does not know it learns nothing:
/// an unknown repository, a wrong signature, a body that is no JSON and a secret that cannot be read have one answer,
/// byte for byte, and a signature is computed in every case. The body says only *where* something may have changed;
/// what has, is asked of the repository itself. Nothing of a body is kept or logged.
public struct Webhooks: Sendable {
    /// Reads the secret that a Repository's `spec.webhookSecretRef` names; nil when it has none or it cannot be read,
    /// which the reader logs.
    public typealias SecretReader = @Sendable (HookedRepository) async -> Secret?

    /// The largest body, in bytes; beyond it the answer is 413.
    public static let largestBody = 1 << 20

    private let store: Store
    private let secrets: SecretReader
    private let places: Places
    /// What signatures are checked with where there is no Repository.
    private let decoy = Secret((0..<32).map { _ in UInt8.random(in: 0...255) })

    /// Webhooks for the Repositories of a store.
    /// - Parameter secrets: reads the secrets.
    public init(store: Store, secrets: @escaping SecretReader) {
        self.store = store
        self.secrets = secrets
        places = Places()
    }

    /// Registers the route.
    public func addRoutes(to router: Router<FrontContext>) {
        router.post("/api/v1/webhooks/{provider}") { request, context in
            guard let provider = context.parameters.get("provider").flatMap(WebhookProvider.init) else {
                let known = WebhookProvider.allCases.map(\.rawValue).joined(separator: ", ")
                throw StatusError(404, "there are no webhooks of that provider: use one of \(known)")
            }
            return try await receive(request, provider, context)
        }
    }

    private func receive(
        _ request: Request, _ provider: WebhookProvider, _ context: FrontContext
    ) async throws -> Response {
        guard let head = WebhookHead(provider, request.headers) else { throw Self.refusal }
        return try await places.with {
            do {
                return try await answer(head, try await Self.body(of: request), provider, context)
            } catch is SQLError {
                throw StatusError(503, "the database does not answer: try again", retryAfter: 5)
            }
        }
    }

    private func answer(
        _ head: WebhookHead, _ body: [UInt8], _ provider: WebhookProvider, _ context: FrontContext
    ) async throws -> Response {
        let repositories = try await proven(body, head.proof, provider)
        guard !repositories.isEmpty else { throw Self.refusal }
        guard head.isPush else { return Response(status: .noContent) }
        try await store.database.transaction { _ = try RepositoryHooks.receive($0, repositories) }
        context.logger.info(
            "webhook", metadata: ["repositories": "\(repositories.map(\.name))", "provider": "\(provider.rawValue)"])
        return Response.json(Status(code: 202, message: "the repository will be looked at").json(), status: .accepted)
    }

    /// The Repositories that the body names and whose secret the sender knows.
    private func proven(
        _ body: [UInt8], _ proof: WebhookProof, _ provider: WebhookProvider
    ) async throws -> [HookedRepository] {
        let addresses = PushPayload.addresses(in: body, of: provider)
        let candidates = try await store.database.read { try RepositoryHooks.candidates($0, addresses: addresses) }
        var proven: [HookedRepository] = []
        for candidate in candidates {
            let secret = await secrets(candidate)
            if proof.holds(body, secret: secret ?? decoy), secret != nil { proven.append(candidate) }
        }
        if candidates.isEmpty { _ = proof.holds(body, secret: decoy) }
        return proven
    }

    /// Reads the body as it comes. A sender that is slow about it is sent away.
    private static func body(of request: Request) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { Array(try await request.readBody(upTo: largestBody).readableBytesView) }
            group.addTask {
                try await Task.sleep(for: .seconds(10))
                throw StatusError(408, "the body did not come within 10 seconds: send it at once")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    private static let refusal = StatusError(
        401, "the webhook is not signed with the secret of a Repository of this server: compare secret and address")
}
