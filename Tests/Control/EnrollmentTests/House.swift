import Enrollment
import FoundationEssentials
import Nodes
import PKI
import SQL
import Secrets
import Store
import TestSupport
import Testing
import Wire

/// A store with its tables, an authority, and the service between them.
struct House: Sendable {
    let store: Store
    let database: Database
    let authority: CertificateAuthority
    let service: EnrollmentService
    let organization: OrganizationID
    let scope: EnrollmentScope

    static func with(
        mostPending: Int64 = 1000, _ body: (House) async throws -> Void
    ) async throws {
        try await TestDatabase.with { test in
            let folder = TestFolder.make("enrollment")
            defer { TestFolder.remove(folder) }
            let store = Store(database: test.database)
            try await store.migrate()
            let authority = try CertificateAuthority.loadOrCreate(in: folder)
            var settings = EnrollmentSettings(
                agentEndpoint: "https://fleet.test:7443", userInterfaceEndpoint: "https://fleet.test")
            settings.mostPendingRequests = mostPending
            let organization = try #require(try await test.database.read { try Organizations.all($0) }.first)
            try await body(
                House(
                    store: store, database: test.database, authority: authority,
                    service: EnrollmentService(store: store, authority: authority, settings: settings),
                    organization: organization.id,
                    scope: try #require(EnrollmentScope(organization, actor: "user:ada"))))
        }
    }

    /// The only column of the only row, as text.
    func value(_ sql: String) async throws -> String? {
        try await database.read { try $0.query(sql).first?.optionalString(0) }
    }

    func change(_ script: String) async throws {
        try await database.transaction { try $0.execute(script: script) }
    }

    /// Approves a request of that device.
    @discardableResult
    func enrol(_ device: TestDevice, decision: String = #"{"approved":true,"labels":{}}"#) async throws -> [UInt8] {
        _ = try await service.submit(device.request(), scope)
        return try await service.decide(device.name, Array(decision.utf8), approver: "ada", scope)
    }

    func reasons() async throws -> [String] {
        try await database.read { try $0.query("select reason || ' ' || kind from event order by id").map { try $0.string(0) } }
    }
}

/// A device's key with the requests it sends.
struct TestDevice: Sendable {
    let key = SigningKey()
    let name: String

    init() throws {
        name = try key.fingerprint.text
    }

    /// The body of an enrolment request; the arguments replace its parts.
    func request(
        name: String? = nil, csr: String? = nil, more: [(String, Node)] = []
    ) throws -> [UInt8] {
        let request: String
        if let csr { request = csr } else { request = try key.certificateRequest() }
        let spec = Node.object([("csr", .string(request))] + more.map { ($0.0, Optional($0.1)) })
        return Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("EnrollmentRequest")),
            ("metadata", .object([("name", .string(name ?? self.name))])), ("spec", spec),
        ]).json()
    }

    /// The body of a certificate signing request.
    static func signing(
        _ key: SigningKey, name: String, commonName: String, signer: String, usages: [String] = ["clientAuth", "CA:false"]
    ) throws -> [UInt8] {
        let pem = try key.certificateRequest(commonName: commonName)
        return Node.object([
            ("apiVersion", .string("flightctl.io/v1beta1")), ("kind", .string("CertificateSigningRequest")),
            ("metadata", .object([("name", .string(name))])),
            (
                "spec",
                .object([
                    ("request", .string(Data(pem.utf8).base64EncodedString())), ("signerName", .string(signer)),
                    ("usages", .array(usages.map { .string($0) })),
                ])
            ),
        ]).json()
    }
}

/// The code of the refusal that `body` ends in.
func refusalCode(_ body: () async throws -> some Sendable) async throws -> Int? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as EnrollmentRefusal {
        return refusal.status.code
    }
}
