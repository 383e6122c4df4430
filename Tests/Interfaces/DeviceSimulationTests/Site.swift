import AgentAPI
import Crypto
import Enrollment
import FoundationEssentials
import HTTPFront
import Hummingbird
import PKI
import SQL
import Secrets
import Store
import TestSupport
import Testing
import UserAPI

@testable import DeviceSimulation

/// The real agent API and user API on a real store, and a scenario's files for them.
struct Site: Sendable {
    let store: Store
    let organization: OrganizationID
    let folder: String
    let userPort: Int

    static let token = "the-token-of-ada"

    static func with(_ body: @escaping @Sendable (Site) async throws -> Void) async throws {
        try await TestDatabase.with { test in
            let store = Store(database: test.database)
            try await store.migrate()
            try await test.database.transaction {
                try Tokens.add($0, hash: Array(SHA256.hash(data: Array(token.utf8))), name: "ada")
            }
            let folder = TestFolder.make("device-simulation")
            defer { TestFolder.remove(folder) }
            try await serve(store, test.address, folder, body)
        }
    }

    private static func serve(
        _ store: Store, _ address: DatabaseAddress, _ folder: String,
        _ body: @escaping @Sendable (Site) async throws -> Void
    ) async throws {
        let authority = try CertificateAuthority.loadOrCreate(in: folder)
        let service = EnrollmentService(
            store: store, authority: authority,
            settings: EnrollmentSettings(agentEndpoint: "https://127.0.0.1:7443", userInterfaceEndpoint: ""))
        let api = AgentAPI(
            store: store, address: address, enrollment: service, settings: AgentSettings(replica: "test"),
            logger: TestDatabase.quiet)
        let (agents, users) = (frontRouter(), frontRouter())
        api.addRoutes(to: agents)
        UserAPI(store: store, enrollment: service, settings: UserSettings(version: "1", endpoint: "")).addRoutes(
            to: users)
        let identity = try authority.serverIdentity(in: folder, hosts: ["127.0.0.1"])
        let agentListener = try listener(
            "agent", .mutualTLS(identity, clientAuthoritiesPEM: authority.certificatePEM), agents, api.gate)
        let userListener = try listener("user", .plain, users, nil)
        let organization = try #require(try await store.database.read { try Organizations.all($0) }.first)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await agentListener.run() }
            group.addTask { try await userListener.run() }
            group.addTask { try await api.run() }
            defer { group.cancelAll() }
            let site = Site(
                store: store, organization: organization.id, folder: folder,
                userPort: try await userListener.boundAddress().port)
            try await site.writeFiles(
                authority, try #require(UUID(uuidString: organization.uid)), agentListener.boundAddress().port)
            try await body(site)
        }
    }

    private static func listener(
        _ name: String, _ transport: ListenerConfiguration.Transport, _ router: Router<FrontContext>,
        _ gate: (any RequestGate)?
    ) throws -> HTTPFront.Listener {
        try HTTPFront.Listener(
            ListenerConfiguration(
                name: name, address: ListenAddress(host: "127.0.0.1", port: 0), transport: transport),
            router: router, gate: gate, logger: TestDatabase.quiet)
    }

    /// An agent's configuration as `martlet certificate request` makes one, and a token's file.
    private func writeFiles(_ authority: CertificateAuthority, _ organization: UUID, _ port: Int) throws {
        let key = SigningKey()
        let issued = try authority.sign(
            CertificateRequest(pem: key.certificateRequest(commonName: "client-enrollment")), as: .enrollment,
            organization: organization)
        func data(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
        let configuration = """
            enrollment-service:
              service: {server: "https://127.0.0.1:\(port)", certificate-authority-data: \(data(authority.certificatePEM))}
              authentication:
                client-certificate-data: \(data(issued.pem))
                client-key-data: \(data(key.pem.revealText()))
            """
        try AtomicFile.write(Array(configuration.utf8), to: "\(folder)/config.yaml", mode: 0o600)
        try AtomicFile.write(Array("\(Self.token)\n".utf8), to: "\(folder)/token", mode: 0o600)
    }

    /// A scenario against this site.
    func scenario(_ groups: [DeviceGroup]) -> Scenario {
        var scenario = Scenario(
            seed: 9, duration: .seconds(3600), groups: groups, startsPerSecond: 10_000, pollPause: .zero)
        scenario.agentConfiguration = "\(folder)/config.yaml"
        scenario.approval = .init(server: "http://127.0.0.1:\(userPort)", tokenFile: "\(folder)/token")
        return scenario
    }

    /// Runs devices beside `body`, and gives their result.
    func run(
        _ scenario: Scenario, _ identities: [SimulatedIdentity], _ body: (Tally) async throws -> Void
    ) async throws -> SimulationResult {
        let simulator = DeviceSimulator(scenario, try ServerAccess(scenario), identities)
        return try await withThrowingTaskGroup(of: SimulationResult.self) { group in
            group.addTask { await simulator.run() }
            try await body(simulator.tally)
            group.cancelAll()
            return try #require(try await group.next())
        }
    }

    /// Gives every device a new rendered version, as delivery does.
    func render() async throws {
        try await store.database.transaction { connection in
            let body = Array(#"{"config":[],"applications":[]}"#.utf8)
            let rendered =
                try RenderedSpecs.save(
                    connection, organization,
                    [NewRendered(key: body, hash: Array(repeating: 7, count: 32), body: .plain(body))]
                ).values.first ?? 0
            let devices = try connection.query(
                """
                update device_target set rendered_id = $1, rendered_version = rendered_version + 1, stale = false
                returning device_id
                """, [.int(rendered)]
            ).map { try $0.int(0) }
            try WakeUps.send(connection, organization, devices: devices)
        }
    }

    func value(_ sql: String) async throws -> String? {
        try await store.database.read { try $0.query(sql).first?.optionalString(0) }
    }
}

/// Waits for a fact that is bound to come, looking again without a fixed pause.
func eventually(_ fact: () async throws -> Bool) async throws {
    for _ in 0..<6000 {
        if try await fact() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("what was waited for did not come")
}
