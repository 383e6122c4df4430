import AgentAPI
import Enrollment
import HTTPFront
import HTTPTypes
import Hummingbird
import PKI
import SQL
import Schemas
import Store
import TestSupport
import Testing

@Suite struct ServedRoutesTests {
    @Test("The OpenAPI document has every route of the API and no other")
    func complete() async throws {
        let address = try DatabaseAddress(url: "postgres://nobody@127.0.0.1:1/none")
        let database = Database(address, threads: 1, logger: TestDatabase.quiet)
        let folder = TestFolder.make("agent-api-routes")
        defer { TestFolder.remove(folder) }
        let store = Store(database: database)
        let service = EnrollmentService(
            store: store, authority: try CertificateAuthority.loadOrCreate(in: folder),
            settings: EnrollmentSettings(agentEndpoint: "https://127.0.0.1:7443", userInterfaceEndpoint: ""))
        let router = frontRouter()
        AgentAPI(
            store: store, address: address, enrollment: service, settings: AgentSettings(replica: "test"),
            logger: TestDatabase.quiet
        ).addRoutes(to: router)
        let served = router.routes.map { "\($0.method.rawValue.lowercased()) \($0.path)" }
        let documented =
            ServedRoutes.agent.map { "\($0.method.rawValue) \($0.path)" }
            + ServedRoutes.remoteProcedures.map { "post \($0)" }
        #expect(served.sorted() == documented.sorted())
        await database.close()
    }
}
