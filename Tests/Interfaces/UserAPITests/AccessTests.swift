import HTTPTypes
import Nodes
import SQL
import TestSupport
import Testing

@testable import Store
@testable import UserAPI

@Suite struct AccessTests {
    @Test("Without a readable token every endpoint answers 400, with a wrong or expired one 401 (P9)")
    func refusedTokens() async throws {
        try await Site.with { site in
            try await site.store.database.transaction { connection in
                _ = try connection.query(
                    "insert into token (org, name, hash, expires_at) select id, 'old', $1, now() - interval '1 s' from org",
                    [.bytes(Site.hash("expired"))])
            }
            let unreadable: [String?] = [
                nil, "", "Bearer", "Bearer ", "Basic YWRhOmFkYQ==", "Bearer a b", "Token \(Site.token)", Site.token,
                "Bearer " + String(repeating: "a", count: 5000),
            ]
            let nobody = site.client.with(token: nil)
            for header in unreadable {
                let headers = header.map { [("Authorization", $0)] } ?? []
                for path in ["/devices", "/auth/validate", "/organizations", "/version", "/auth/userinfo"] {
                    let answer = try await nobody.send("GET", path, headers: headers)
                    #expect(answer.code == 400, "\(header ?? "none") \(path)")
                    #expect(answer.message == "failed to get auth token")
                }
            }
            let wrong = [
                "wrong", "expired", Site.token + "x", Site.token.uppercased(), String(Site.token.dropLast()),
                "' or '1'='1",
                "\\x00", String(repeating: "a", count: 4000),
            ]
            for token in wrong where !token.contains(" ") {
                let answer = try await site.client.with(token: token).get("/devices")
                #expect(answer.code == 401, "\(token)")
                #expect(answer.message == "failed to validate token")
                #expect(!answer.text.contains(token))
            }
        }
    }

    @Test("No write passes without a token (P9)")
    func writesNeedTokens() async throws {
        try await Site.with { site in
            try await site.enroll(["aaa"])
            let writes = [
                ("DELETE", "/devices/aaa"), ("DELETE", "/enrollmentrequests/aaa"),
                ("PUT", "/enrollmentrequests/aaa/approval"),
                ("POST", "/certificatesigningrequests"), ("DELETE", "/certificatesigningrequests/x"),
                ("POST", "/fleets"),
                ("PUT", "/fleets/x"), ("PATCH", "/fleets/x"), ("DELETE", "/fleets/x"),
            ]
            for (method, path) in writes {
                #expect(try await site.client.with(token: nil).send(method, path, body: "{}").code == 400)
                #expect(try await site.client.with(token: "no").send(method, path, body: "{}").code == 401)
            }
            #expect(try await site.client.get("/devices/aaa").code == 200)
        }
    }

    @Test("A token opens its own organization and no other")
    func organizations() async throws {
        try await Site.with { site in
            let other = "11111111-2222-3333-4444-555555555555"
            try await site.change(
                """
                insert into org (uid, name, display_name) values ('\(other)', 'other', 'Other');
                insert into resource (org, kind, name, spec) select id, 'Fleet', 'theirs', '{}' from org where name = 'other';
                """)
            let own = "00000000-0000-0000-0000-000000000000"
            for (text, code) in [
                (own, 200), ("", 200), (other, 403), ("x", 400), ("' or 1=1 --", 400), (other + "0", 400),
            ] {
                #expect(try await site.client.get("/fleets", ("org_id", text)).code == code, "\(text)")
            }
            #expect(try await site.client.get("/fleets").names == [])
            #expect(try await site.client.get("/fleets/theirs").code == 404)
            // A login asks these before it knows an organization.
            for path in ["/auth/validate", "/auth/userinfo", "/organizations"] {
                #expect(try await site.client.get(path, ("org_id", other)).code == 200)
            }
            #expect(try await site.client.get("/organizations").names == [own])
            #expect(
                try await site.client.get("/organizations", ("fieldSelector", "metadata.name in (\(other))")).names
                    == [])
            #expect(
                try await site.client.get("/organizations", ("fieldSelector", "metadata.name in (\(own))")).names == [
                    own
                ])
        }
    }

    @Test("A login with a token finds everything that the existing clients ask for")
    func login() async throws {
        try await Site.with { site in
            let configuration = try await site.client.with(token: nil).checked("/auth/config").json
            let provider = try #require(configuration["providers"]?.elements?.first)
            #expect(provider["metadata"]?["name"]?.string == configuration["defaultProvider"]?.string)
            // The one type whose flow is: take the token that was given.
            #expect(provider["spec"]?["providerType"]?.string == "k8s")
            #expect(provider["spec"]?["apiUrl"]?.string == Site.endpoint)
            #expect(try await site.client.checked("/auth/validate").code == 200)
            let user = try await site.client.checked("/auth/userinfo").json
            #expect(user["preferred_username"]?.string == "ada")
            #expect(user["organizations"]?.elements?.count == 1)
            #expect(try await site.client.checked("/organizations").names.count == 1)
            let permissions = try await site.client.checked("/auth/permissions").json["permissions"]?.elements ?? []
            let fleets = permissions.first { $0["resource"]?.string == "fleets" }
            #expect(fleets?["operations"]?.elements?.compactMap(\.string) == ["get", "list", "patch", "update"])
            let exchange = try await site.client.with(token: nil).send("POST", "/auth/token/token", body: "{}")
            #expect(exchange.code == 400)
            #expect(try Contract.user().violations(exchange.body, schema: "TokenResponse").isEmpty)
        }
    }

    @Test("A token that the database knows is remembered, but never beyond its own end, and in bounded number (P10)")
    func cache() throws {
        let organization = Organization(
            id: OrganizationID(1), uid: Organizations.defaultUID, name: "default", displayName: "")
        let cache = TokenCache()
        let start = ContinuousClock.now
        func token(_ text: String) throws -> BearerToken { try BearerToken([.authorization: "Bearer \(text)"]) }
        func holder(_ left: Double?) -> TokenHolder {
            TokenHolder(name: "ada", organization: organization, secondsLeft: left)
        }
        cache.keep(holder(nil), for: try token("long"), now: start)
        cache.keep(holder(1), for: try token("short"), now: start)
        cache.keep(holder(-1), for: try token("gone"), now: start)
        #expect(cache.holder(try token("long"), now: start + .seconds(4))?.name == "ada")
        #expect(cache.holder(try token("long"), now: start + .seconds(6)) == nil)
        #expect(cache.holder(try token("short"), now: start + .milliseconds(900)) != nil)
        #expect(cache.holder(try token("short"), now: start + .milliseconds(1100)) == nil)
        #expect(cache.holder(try token("gone"), now: start) == nil)
        for number in 0..<5000 { cache.keep(holder(nil), for: try token("\(number)"), now: start) }
        let kept = try (0..<5000).count { cache.holder(try token("\($0)"), now: start) != nil }
        #expect(kept < 2000)
    }

    @Test("A revoked token is refused as soon as it is forgotten, and a new one is accepted at once")
    func newTokens() async throws {
        try await Site.with { site in
            #expect(try await site.client.with(token: "new").get("/auth/validate").code == 401)
            try await site.store.database.transaction { try Tokens.add($0, hash: Site.hash("new"), name: "bob") }
            let answer = try await site.client.with(token: "new").get("/auth/userinfo")
            #expect(try answer.json["name"]?.string == "bob")
        }
    }
}
