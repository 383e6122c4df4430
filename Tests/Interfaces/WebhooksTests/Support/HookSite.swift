import AsyncHTTPClient
import Crypto
import HTTPFront
import NIOCore
import NIOHTTP1
import Nodes
import SQL
import Secrets
import Store
import TestSupport
import Testing

@testable import Webhooks

/// A listener with the webhooks and a store behind it. The secret of a Repository stands in its own reference, so that
/// a test says it where it says the address.
struct HookSite: Sendable {
    struct Answer: Sendable {
        let code: Int
        let body: [UInt8]
        /// Without those that differ from request to request.
        let headers: [String]
    }

    let store: Store
    let port: Int
    private let http: HTTPClient

    static func with(_ body: @escaping @Sendable (HookSite) async throws -> Void) async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let store = Store(database: test.database)
            try await store.migrate()
            let router = frontRouter()
            Webhooks(store: store) { repository in
                guard let text = try? StoredSpec.node(repository.spec)["webhookSecretRef"]?["env"]?.string else {
                    return nil
                }
                return text == "MARTLET_SECRET_MISSING" ? nil : Secret(text: text)
            }.addRoutes(to: router)
            let listener = try HTTPFront.Listener(
                ListenerConfiguration(
                    name: "user", address: ListenAddress(host: "127.0.0.1", port: 0), transport: .plain),
                router: router, logger: TestDatabase.quiet)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run() }
                defer { group.cancelAll() }
                let port = try await listener.boundAddress().port
                try await HTTPClient.withHTTPClient { http in
                    try await body(HookSite(store: store, port: port, http: http))
                }
            }
        }
    }

    /// Adds a Repository; without a secret, it takes no webhooks.
    func add(_ name: String, _ url: String, secret: String?, organization: String = "default") async throws {
        let reference = secret.map { #","webhookSecretRef":{"env":"\#($0)"}"# } ?? ""
        let spec = #"{"type":"git","url":"\#(url)"\#(reference)}"#
        try await store.database.transaction { connection in
            _ = try connection.query(
                """
                insert into resource (org, kind, name, spec) select id, 'Repository', $1, $2 from org where name = $3
                """, [.text(name), .json(Array(spec.utf8)), .text(organization)])
        }
    }

    /// Adds an organization.
    func add(organization: String) async throws {
        try await store.database.transaction {
            _ = try $0.query(
                "insert into org (uid, name, display_name) values (gen_random_uuid(), $1, $1)", [.text(organization)])
        }
    }

    /// The names of the Repositories that are due, with their organizations.
    func due() async throws -> [String] {
        try await store.database.read { connection in
            try connection.query(
                """
                select o.name || '/' || r.name from repository_hook h join resource r on r.id = h.repository_id
                join org o on o.id = h.org where h.due order by 1
                """
            ).map { try $0.string(0) }
        }
    }

    /// Sends a webhook as a provider does.
    func send(
        _ provider: WebhookProvider, _ body: String, secret: String, event: String? = nil
    ) async throws -> Answer {
        try await post(
            "/api/v1/webhooks/\(provider.rawValue)", Array(body.utf8),
            Self.headers(provider, Array(body.utf8), secret: secret, event: event))
    }

    /// What a provider writes into the headers.
    static func headers(
        _ provider: WebhookProvider, _ body: [UInt8], secret: String, event: String? = nil
    ) -> [(String, String)] {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret.utf8)))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let proof = provider == .gitlab ? secret : (provider == .gitea ? "" : "sha256=") + digits
        return [
            (provider.eventHeader, event ?? provider.pushes.sorted().last ?? ""), (provider.proofHeaders[0], proof),
        ]
    }

    /// Sends bytes, in pieces of unknown number when `streamed`.
    func post(
        _ path: String, _ body: [UInt8], _ headers: [(String, String)], streamed: Bool = false
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .POST
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let length: HTTPClientRequest.Body.Length = streamed ? .unknown : .known(Int64(body.count))
        request.body = .bytes(body, length: length)
        let response = try await http.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        let changing = ["x-request-id", "date"]
        return Answer(
            code: Int(response.status.code), body: Array(bytes.readableBytesView),
            headers: response.headers.filter { !changing.contains($0.name.lowercased()) }.map {
                "\($0.name): \($0.value)"
            })
    }
}
