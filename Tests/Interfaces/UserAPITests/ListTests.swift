import FoundationEssentials
import Nodes
import SQL
import Store
import TestSupport
import Testing

@Suite struct ListTests {
    @Test(
        "A walk meets every object that was there exactly once, while others are inserted and deleted before and behind"
    )
    func walk() async throws {
        try await Site.with { site in
            let names = (0..<50).map { "fleet-\($0 + 100)" }
            try await site.store.database.transaction { connection in
                _ = try connection.query(
                    "insert into resource (org, kind, name, spec) select $1, 'Fleet', unnest($2::text[]), '{}'",
                    [.int(site.organization.value), .textArray(names)])
            }
            var met: [String] = []
            var token: String?
            var step = 0
            repeat {
                var query = [("limit", "7")]
                if let token { query.append(("continue", token)) }
                let page = try await site.client.send("GET", "/fleets", query)
                met += try page.names
                token = try page.next
                step += 1
                try await site.change(
                    """
                    insert into resource (org, kind, name, spec) values
                        (\(site.organization.value), 'Fleet', 'a-\(step)', '{}'),
                        (\(site.organization.value), 'Fleet', 'fleet-100-\(step)', '{}');
                    delete from resource where name = 'a-\(step - 1)';
                    """)
            } while token != nil && step < 50
            #expect(met.filter { names.contains($0) } == names)
            #expect(Set(met).count == met.count)
        }
    }

    @Test(
        "Each page says how many remain, the last says nothing",
        arguments: ["/devices", "/events", "/fleets/web/templateversions"])
    func remaining(path: String) async throws {
        try await Site.with { site in
            try await site.enroll((0..<5).map { "device-\($0)" })
            try await site.change(
                """
                insert into event (at, org, kind, name, reason, type, message, actor, component)
                select timestamptz '2026-01-01' + (n / 2) * interval '1 us', \(site.organization.value), 'Fleet', 'f' || n,
                       'ResourceCreated', 'Normal', '', 'user:ada', 'api' from generate_series(1, 5) n;
                insert into resource (org, kind, name, spec) values (\(site.organization.value), 'Fleet', 'web', '{}');
                insert into template_version (org, fleet_id, name, spec)
                select org, id, 'v' || n, '{}' from resource, generate_series(1, 5) n where name = 'web';
                """)
            var query = [("limit", "2")]
            var met: [String] = []
            for expected in [3, 1, nil] as [Int64?] {
                let page = try await site.client.send("GET", path, query)
                met += try page.names
                #expect(try page.json["metadata"]?["remainingItemCount"]?.integer == expected)
                #expect(try (page.next != nil) == (expected != nil))
                query = [("limit", "2"), ("continue", try page.next ?? "")]
            }
            #expect(met.count == 5 && Set(met).count == 5)
            let all = try await site.client.get(path)
            #expect(try all.names == met)
            #expect(try all.json["metadata"]?["continue"] == nil)
        }
    }

    @Test("P1: a continue token and the pages' header change when a commit is applied between two pages, and only then")
    func revisions() async throws {
        try await Repository.with { site, repository in
            try await repository.commit("a1", (0..<6).map { ("fleets/\($0).yaml", Sample.fleet("fleet-\($0)")) })
            let query = [("limit", "2")]
            let first = try await site.client.send("GET", "/fleets", query)
            let second = try await site.client.send("GET", "/fleets", query + [("continue", try #require(first.next))])
            #expect(try Self.revision(first) == Self.revision(second))
            try await repository.commit("b2", [("fleets/5.yaml", Sample.fleet("fleet-5", image: "quay.io/acme/os:2"))])
            let again = try await site.client.send("GET", "/fleets", query + [("continue", try #require(first.next))])
            #expect(try Self.revision(again) > Self.revision(first))
            #expect(try again.next != second.next)
            let last = try await site.client.send("GET", "/fleets", query + [("continue", try #require(again.next))])
            #expect(try last.next == nil)
            // The last page has no token; its header tells all the same.
            #expect(try Self.revision(last) == Self.revision(again))
        }
    }

    @Test("What a list cannot be asked for is 400 and says why")
    func refusals() async throws {
        try await Site.with { site in
            try await site.enroll(["a1", "b2", "c3"])
            let names = try #require(try await site.client.get("/devices", ("limit", "1")).next)
            let cases: [(String, [(String, String)])] = [
                ("/fleets", [("limit", "1001")]), ("/fleets", [("limit", "-1")]), ("/fleets", [("limit", "x")]),
                ("/fleets", [("limit", "99999999999999999999")]), ("/fleets", [("continue", "x")]),
                ("/fleets", [("continue", "eyJ9")]),
                ("/fleets", [("continue", Self.token(#"{"Version":2,"Names":["a"],"Count":1}"#))]),
                ("/fleets", [("continue", Self.token(#"{"Version":1,"Names":[],"Count":1}"#))]),
                ("/fleets", [("continue", Self.token(#"{"Version":1,"Names":["a","b"],"Count":1}"#))]),
                ("/fleets", [("continue", Self.token(#"{"Version":1,"Names":["a\u0000"],"Count":1}"#))]),
                ("/events", [("continue", names)]),
                (
                    "/events",
                    [("continue", Self.token(#"{"Version":1,"Names":["9223372036854775807","1"],"Count":1}"#))]
                ),
                (
                    "/events",
                    [("continue", Self.token(#"{"Version":1,"Names":["1","1); drop table event --"],"Count":1}"#))]
                ),
                ("/events", [("order", "up")]), ("/fleets", [("addDevicesSummary", "maybe")]),
                ("/devices", [("summaryOnly", "true"), ("limit", "1")]),
                ("/devices", [("summaryOnly", "true"), ("continue", names)]), ("/labels", []),
                ("/labels", [("kind", "Fleet")]),
                ("/labels", [("kind", "Device"), ("limit", "1001")]),
            ]
            for (path, query) in cases {
                let answer = try await site.client.send("GET", path, query)
                #expect(answer.code == 400, "\(path) \(query): \(answer.text)")
                #expect(try Contract.user().violations(answer.body, schema: "Status").isEmpty)
                #expect(answer.message?.isEmpty == false)
            }
            for target in ["/api/v1/fleets?limit=%zz", "/api/v1/fleets?labelSelector=%ff", "/api/v1/fleets/a%00b"] {
                #expect(try await site.client.raw("GET", target).code == 400, "\(target)")
            }
            #expect(try await site.client.get("/devices", ("limit", "0")).names.count == 3)
            #expect(try await site.client.get("/devices", ("limit", "1000")).code == 200)
        }
    }

    @Test("Events are listed newest first, or oldest first when asked")
    func events() async throws {
        try await Site.with { site in
            try await site.change(
                """
                insert into event (at, org, kind, name, reason, type, message, actor, component, request_id, details)
                select timestamptz '2026-01-01' + n * interval '1 s', \(site.organization.value), 'Fleet', 'f' || n,
                       'ResourceUpdated', 'Normal', 'm', 'user:ada', 'api', 'r' || n,
                       '{"detailType": "ResourceUpdated", "updatedFields": ["spec"]}' from generate_series(1, 3) n
                """)
            func about(_ answer: Answer) throws -> [String] {
                try (answer.json["items"]?.elements ?? []).compactMap { $0["involvedObject"]?["name"]?.string }
            }
            #expect(try about(try await site.client.checked("/events")) == ["f3", "f2", "f1"])
            #expect(try about(try await site.client.checked("/events", ("order", "asc"))) == ["f1", "f2", "f3"])
            #expect(try await site.pages("/events", limit: 1, [("order", "asc")]).count == 3)
            let newest = try await site.client.get("/events", ("limit", "1")).json["items"]?.elements?.first
            #expect(newest?["metadata"]?["annotations"]?["event-controller/requestID"]?.string == "r3")
        }
    }

    private static func revision(_ answer: Answer) throws -> Int64 {
        try #require(answer.header("Martlet-Revision").flatMap { Int64($0) })
    }

    private static func token(_ json: String) -> String { Data(json.utf8).base64EncodedString() }
}
