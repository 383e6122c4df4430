import HTTPFront
import Nodes
import NIOCore
import NIOPosix
import PKI
import SQL
import Store
import TestSupport
import Testing

@Suite struct HealthTests {
    @Test("Health and version answer without a token, and the version below /api/v1 with one")
    func healthy() async throws {
        try await Site.with { site in
            let nobody = site.client.with(token: nil)
            for path in ["/healthz", "/readyz"] {
                let answer = try await nobody.raw("GET", path)
                #expect(answer.code == 200)
                #expect(answer.body.isEmpty)
            }
            #expect(try await nobody.raw("GET", "/api/version").json["version"]?.string == "1.2.3")
            #expect(try await site.client.checked("/version").json["version"]?.string == "1.2.3")
            #expect(try await nobody.get("/version").code == 400)
        }
    }

    @Test("A database that accepts connections and never answers makes the server unready, not stuck")
    func silentDatabase() async throws {
        let silent = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(silent.localAddress?.port)
        let database = Database(
            try DatabaseAddress(url: "postgres://nobody@127.0.0.1:\(port)/none"), threads: 1, logger: TestDatabase.quiet
        )
        let folder = TestFolder.make("user-api-health")
        defer { TestFolder.remove(folder) }
        let authority = try CertificateAuthority.loadOrCreate(in: folder)
        try await Site.serve(Store(database: database), authority, readiness: .milliseconds(100)) { client in
            let answer = try await client.raw("GET", "/readyz")
            #expect(answer.code == 503)
            #expect(answer.body.isEmpty)
            #expect(try await client.raw("GET", "/healthz").code == 200)
        }
        try await silent.close()
        await database.close()
    }

    @Test("A database that is gone is 503 with a time to come again, for tokens and for everything behind them")
    func goneDatabase() async throws {
        let database = Database(
            try DatabaseAddress(url: "postgres://nobody@127.0.0.1:1/none"), threads: 1, logger: TestDatabase.quiet)
        let folder = TestFolder.make("user-api-health")
        defer { TestFolder.remove(folder) }
        let authority = try CertificateAuthority.loadOrCreate(in: folder)
        try await Site.serve(Store(database: database), authority) { client in
            #expect(try await client.raw("GET", "/readyz").code == 503)
            let answer = try await client.get("/devices")
            #expect(answer.code == 503)
            #expect(answer.header("Retry-After") == "5")
        }
        await database.close()
    }

    @Test("Unknown paths, wrong methods and versions are answered as the front does; the older base path answers too")
    func edges() async throws {
        try await Site.with { site in
            #expect(try await site.client.get("/nonsense").message == "API Error: no matching operation was found")
            #expect(try await site.client.send("PUT", "/events").message == "API Error: method not allowed")
            #expect(
                try await site.client.send("GET", "/fleets", headers: [("Flightctl-API-Version", "v9")]).code == 406)
            let old = try await site.client.raw("GET", "/api/v1beta1/fleets?limit=1")
            #expect(old.code == 200)
            #expect(old.header("Flightctl-API-Version") == "v1beta1")
            #expect(old.header("X-Content-Type-Options") == "nosniff")
        }
    }
}
