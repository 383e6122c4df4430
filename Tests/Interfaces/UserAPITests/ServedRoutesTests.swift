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
import UserAPI
import Webhooks

@Suite struct ServedRoutesTests {
    @Test("The OpenAPI document has every route of the API and no other")
    func complete() async throws {
        let database = Database(
            try DatabaseAddress(url: "postgres://nobody@127.0.0.1:1/none"), threads: 1, logger: TestDatabase.quiet)
        let folder = TestFolder.make("user-api-routes")
        defer { TestFolder.remove(folder) }
        let store = Store(database: database)
        let service = EnrollmentService(
            store: store, authority: try CertificateAuthority.loadOrCreate(in: folder),
            settings: EnrollmentSettings(agentEndpoint: "https://127.0.0.1:7443", userInterfaceEndpoint: ""))
        let router = frontRouter()
        UserAPI(store: store, enrollment: service, settings: UserSettings(version: "1", endpoint: Site.endpoint))
            .addRoutes(to: router)
        Webhooks(store: store) { _ in nil }.addRoutes(to: router)
        let served = router.routes.map { "\($0.method.rawValue.lowercased()) \($0.path)" }
        let documented = ServedRoutes.user.map { "\($0.method.rawValue) \($0.path)" }
        #expect(served.sorted() == documented.sorted())
        await database.close()
    }
}
