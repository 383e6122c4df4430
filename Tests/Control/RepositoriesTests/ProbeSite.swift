import Addresses
import Git
import Outbound
@testable import Repositories
import SQL
import Secrets
import Store
import Synchronization
import TestSupport
import Testing

/// Something that a test switches while a server runs.
final class Switch: Sendable {
    private let state = Mutex(false)

    var isOn: Bool {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// A store with Repositories, and hosts for them to name.
struct ProbeSite: Sendable {
    let store: Store
    let host: GitHost
    let server: LoopbackServer
    let polls: ProbePolls

    var url: String { "http://127.0.0.1:\(server.port)" }

    static func with(
        _ answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer,
        _ body: @Sendable (ProbeSite) async throws -> Void
    ) async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let store = Store(database: test.database)
            try await store.migrate()
            try await withTemporaryDirectory { directory in
                try await GitHost.with { host in
                    try await LoopbackServer.with(answer: answer) { server in
                        try await body(ProbeSite(store, host, server, directory))
                    }
                }
            }
        }
    }

    private init(_ store: Store, _ host: GitHost, _ server: LoopbackServer, _ directory: String) throws {
        let key = try #require(StateKey(Secret([UInt8](repeating: 7, count: 32))))
        let mirrors = GitMirrors(
            directory: "\(directory)/git", workerCommand: [TestPrograms.path("git-worker-for-tests")],
            network: GitNetwork(allowsPrivateAddresses: true), logger: TestDatabase.quiet)
        self.store = store
        self.host = host
        self.server = server
        polls = ProbePolls(
            probe: RepositoryProbe(
                store: store, mirrors: mirrors, outbound: OutboundClient(policy: AddressPolicy(allowsPrivate: true)),
                secrets: RepositorySecrets(sealer: Sealer(key), source: SecretSource())), interval: .seconds(120),
            logger: TestDatabase.quiet)
    }

    /// The spec of a registry on the server.
    func registry(password: String? = nil) -> String {
        let login = password.map { #","ociAuth":{"authType":"docker","username":"ada","password":"\#($0)"}"# } ?? ""
        return #"{"type":"oci","registry":"127.0.0.1:\#(server.port)","scheme":"http"\#(login)}"#
    }

    /// Writes a Repository as a commit does. Its secrets are not sealed: that is not what is tested.
    func declare(_ name: String, _ spec: String) async throws {
        try await insert("Repository", name, spec)
        try await store.database.transaction { connection in
            let id = try connection.query("select id from resource where name = $1", [.text(name)]).one().int(0)
            try RepositoryAccess.begin(connection, [id])
        }
    }

    func insert(_ kind: String, _ name: String, _ spec: String) async throws {
        try await store.database.transaction { connection in
            _ = try connection.query(
                "insert into resource (org, kind, name, spec) values (1, $1, $2, $3)",
                [.text(kind), .text(name), .json(Array(spec.utf8))])
        }
    }

    func key(_ name: String) -> ProbedRepository {
        ProbedRepository(organization: OrganizationID(1), name: name)
    }

    /// Probes once, as the schedule would have it.
    func probe(_ name: String, failures: Int = 0) async throws {
        let answer = await polls.ask(key(name))
        #expect((answer.outcome == .success) == (failures == 0))
        await polls.settle(key(name), answer, PollNext(pause: .seconds(240), failures: failures))
    }

    /// The condition `Accessible`.
    func access(_ name: String) async throws -> (status: String, reason: String, message: String) {
        try await store.database.read { connection in
            let row = try connection.query(
                """
                select c ->> 'status', c ->> 'reason', c ->> 'message'
                from resource r join resource_status s on s.resource_id = r.id, jsonb_array_elements(s.conditions) c
                where r.name = $1 and c ->> 'type' = 'Accessible'
                """, [.text(name)]
            ).one()
            return try (row.string(0), row.string(1), row.string(2))
        }
    }

    func texts(_ sql: String) async throws -> [String] {
        try await store.database.read { try $0.query(sql, []).map { try $0.string(0) } }
    }

    /// Reasons of all events.
    func events() async throws -> [String] { try await texts("select reason from event order by id") }
}
