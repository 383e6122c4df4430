import AgentAPI
import AsyncHTTPClient
import Enrollment
import FoundationEssentials
import HTTPFront
import NIOCore
import NIOHTTP1
import NIOSSL
import Nodes
import PKI
import SQL
import Secrets
import Store
import TestSupport
import Testing

/// A running agent API over a real listener with mutual TLS, and a real store behind it.
struct Site: Sendable {
    let store: Store
    let database: Database
    let authority: CertificateAuthority
    let service: EnrollmentService
    let api: AgentAPI
    let scope: EnrollmentScope
    let address: ListenAddress

    var organization: OrganizationID { scope.organization }

    static func with(
        _ adjust: (inout AgentSettings) -> Void = { _ in }, _ body: @escaping @Sendable (Site) async throws -> Void
    ) async throws {
        var settings = AgentSettings(replica: "test")
        settings.pollWait = .seconds(30)
        adjust(&settings)
        let fixed = settings
        try await TestDatabase.with { test in
            try await Store(database: test.database).migrate()
            try await with(test.database, test.address, fixed, body)
        }
    }

    /// The same on a database that the caller keeps.
    static func with(
        _ database: Database, _ address: DatabaseAddress, _ settings: AgentSettings,
        _ body: @escaping @Sendable (Site) async throws -> Void
    ) async throws {
        let folder = TestFolder.make("agent-api")
        defer { TestFolder.remove(folder) }
        let store = Store(database: database)
        let authority = try CertificateAuthority.loadOrCreate(in: folder)
        let identity = try authority.serverIdentity(in: folder, hosts: ["127.0.0.1"])
        let organization = try #require(try await database.read { try Organizations.all($0) }.first)
        let service = EnrollmentService(
            store: store, authority: authority,
            settings: EnrollmentSettings(agentEndpoint: "https://127.0.0.1:7443", userInterfaceEndpoint: ""))
        let api = AgentAPI(
            store: store, address: address, enrollment: service, settings: settings, logger: TestDatabase.quiet)
        let router = frontRouter()
        api.addRoutes(to: router)
        let listener = try HTTPFront.Listener(
            ListenerConfiguration(
                name: "agent", address: ListenAddress(host: "127.0.0.1", port: 0),
                transport: .mutualTLS(identity, clientAuthoritiesPEM: authority.certificatePEM)),
            router: router, gate: api.gate, logger: TestDatabase.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask { try await api.run() }
            let site = Site(
                store: store, database: database, authority: authority, service: service, api: api,
                scope: try #require(EnrollmentScope(organization, actor: "user:ada")),
                address: try await listener.boundAddress())
            defer { group.cancelAll() }
            try await body(site)
        }
    }

    func value(_ sql: String) async throws -> String? {
        try await database.read { try $0.query(sql).first?.optionalString(0) }
    }

    func change(_ script: String) async throws {
        try await database.transaction { try $0.execute(script: script) }
    }

    func events(_ reason: String) async throws -> Int {
        try await database.read { try $0.query("select 1 from event where reason = $1", [.text(reason)]).count }
    }
}

/// An answer of the agent API.
struct Answer: Sendable {
    let code: Int
    let body: [UInt8]
    let retryAfter: String?

    var json: Node { get throws { try JSON.parse(body) } }
    var text: String { String(decoding: body, as: UTF8.self) }
    /// `device-controller/renderedVersion`.
    var version: String? {
        get throws { try json["metadata"]?["annotations"]?["device-controller/renderedVersion"]?.string }
    }
}

/// One client with its certificate (or none).
struct Client: Sendable {
    let http: HTTPClient
    let base: String

    static func with<T: Sendable>(
        _ site: Site, _ identity: TLSIdentity?, _ body: @Sendable (Client) async throws -> T
    ) async throws -> T {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try TLSConfiguration.client(
                authoritiesPEM: site.authority.certificatePEM, identity: identity))
        configuration.httpVersion = .http1Only
        let http = HTTPClient(configuration: configuration)
        do {
            let result = try await body(Client(http: http, base: "https://127.0.0.1:\(site.address.port)/api/v1"))
            try await http.shutdown()
            return result
        } catch {
            try await http.shutdown()
            throw error
        }
    }

    /// Sends a request and holds the answer against the contract.
    /// - Parameter template: the path with placeholders, as the contract names it; nil where the contract has none.
    func send(
        _ method: String, _ path: String, _ body: [UInt8]? = nil, template: String?, version: String = "v1beta1"
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .init(rawValue: method)
        request.headers.add(name: "Flightctl-API-Version", value: version)
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body)
        }
        let response = try await http.execute(request, timeout: .seconds(60))
        let bytes = try await Array(buffer: response.body.collect(upTo: 4 << 20))
        let answer = Answer(
            code: Int(response.status.code), body: bytes, retryAfter: response.headers.first(name: "Retry-After"))
        try check(answer, method.lowercased(), template)
        return answer
    }

    /// 413 and 503 are ours; the contract does not foresee them everywhere.
    private func check(_ answer: Answer, _ method: String, _ template: String?) throws {
        let contract = try Contract.agent()
        guard let template, answer.code != 503, answer.code != 413 else {
            #expect(try contract.violations(answer.body, schema: "Status") == [])
            return
        }
        #expect(try contract.violations(method: method, path: template, code: answer.code, body: answer.body) == [])
    }

    func rendered(_ name: String, known: String? = nil) async throws -> Answer {
        try await send(
            "GET", "/devices/\(name)/rendered" + (known.map { "?knownRenderedVersion=\($0)" } ?? ""),
            template: "/devices/{name}/rendered")
    }

    func report(_ name: String, _ body: [UInt8]) async throws -> Answer {
        try await send("PUT", "/devices/\(name)/status", body, template: "/devices/{name}/status")
    }
}

extension Client {
    /// Calls a gRPC method and returns its `grpc-status`.
    func remoteProcedure(_ path: String) async throws -> String? {
        var request = HTTPClientRequest(url: base.replacing("/api/v1", with: "") + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/grpc")
        let response = try await http.execute(request, timeout: .seconds(60))
        _ = try await response.body.collect(upTo: 1 << 20)
        return response.headers.first(name: "grpc-status")
    }
}
