import Crypto
import Enrollment
import HTTPFront
import Logging
import PKI
import SQL
import Store
import TestSupport
import Testing

@testable import UserAPI

/// A running user API over a real listener, and a real store behind it.
struct Site: Sendable {
    let store: Store
    let organization: OrganizationID
    let client: Client
    /// Signs what the API lets be signed.
    let authority: CertificateAuthority

    /// The token of the administrator `ada`.
    static let token = "the-token-of-ada"
    static let endpoint = "https://fleet.example.com:3333"

    static func with(_ body: @escaping @Sendable (Site) async throws -> Void) async throws {
        try await TestDatabase.with { test in
            let store = Store(database: test.database)
            try await store.migrate()
            try await test.database.transaction { try Tokens.add($0, hash: hash(token), name: "ada") }
            let folder = TestFolder.make("user-api")
            defer { TestFolder.remove(folder) }
            let authority = try CertificateAuthority.loadOrCreate(in: folder)
            let organization = try #require(try await test.database.read { try Organizations.all($0) }.first).id
            try await serve(store, authority) { client in
                try await body(Site(store: store, organization: organization, client: client, authority: authority))
            }
        }
    }

    /// Serves the API over any database while `body` runs.
    static func serve(
        _ store: Store, _ authority: CertificateAuthority, readiness: Duration = .seconds(2),
        _ body: @escaping @Sendable (Client) async throws -> Void
    ) async throws {
        let service = EnrollmentService(
            store: store, authority: authority,
            settings: EnrollmentSettings(
                agentEndpoint: "https://fleet.example.com:7443", userInterfaceEndpoint: endpoint))
        var settings = UserSettings(version: "1.2.3", endpoint: endpoint)
        settings.readinessTimeout = readiness
        let router = frontRouter()
        UserAPI(store: store, enrollment: service, settings: settings).addRoutes(to: router)
        var configuration = ListenerConfiguration(
            name: "user", address: ListenAddress(host: "127.0.0.1", port: 0), transport: .plain)
        configuration.sendsSecurityHeaders = true
        // An answer 500 says that the log has the cause.
        var errors = Logger(label: "site")
        errors.logLevel = .error
        let listener = try HTTPFront.Listener(configuration, router: router, logger: errors)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            defer { group.cancelAll() }
            try await Client.with(port: try await listener.boundAddress().port, token: token, body)
        }
    }

    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

    func change(_ script: String) async throws {
        try await store.database.transaction { try $0.execute(script: script) }
    }

    /// The first column of every row.
    func values(_ sql: String) async throws -> [String] {
        try await store.database.read { try $0.query(sql).map { try $0.optionalString(0) ?? "null" } }
    }
}
