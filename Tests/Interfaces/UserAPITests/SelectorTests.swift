import Nodes
import SQL
import Store
import TestSupport
import Testing

@Suite struct SelectorTests {
    /// Four devices: `a` and `b` with a tier, `c` with an alias, `d` without any label.
    private static func devices(_ body: @escaping @Sendable (Site) async throws -> Void) async throws {
        try await Site.with { site in
            try await site.enroll(["a"], labels: #"{"tier": "web", "site": "berlin"}"#, osMode: "image")
            try await site.enroll(["b"], labels: #"{"tier": "cache", "site": ""}"#)
            try await site.enroll(["c"], labels: #"{"alias": "kiosk", "example.com/rack": "r1"}"#)
            try await site.enroll(["d"])
            try await site.change(
                """
                update device set created_at = ('2026-01-0' || (ascii(name) - 96) || 'T00:00:00Z')::timestamptz;
                insert into resource (org, kind, name, spec) values (\(site.organization.value), 'Fleet', 'web', '{}');
                insert into fleet (id, org, template_hash) select id, org, '' from resource where name = 'web';
                update device_target set fleet_id = (select id from resource where name = 'web')
                where device_id in (select id from device where name in ('a', 'b'));
                """)
            try await body(site)
        }
    }

    @Test("Every operator of label selectors means what it says, for objects without the label too")
    func labels() async throws {
        let cases: [(String, String)] = [
            ("", "abcd"), ("tier=web", "a"), ("tier==web", "a"), ("tier != web", "bcd"), ("tier in (web,cache)", "ab"),
            ("tier in (web, cache)", "ab"), ("tier notin (web)", "bcd"), ("tier notin (web,cache)", "cd"),
            ("tier", "ab"),
            ("!tier", "cd"), ("! tier", "cd"), ("tier,site=berlin", "a"), ("tier, !alias, site!=berlin", "b"),
            ("site=", "b"),
            ("site in (,berlin)", "ab"), ("example.com/rack=r1", "c"), ("!example.com/rack", "abd"), ("nothing", ""),
            ("nothing=x", ""), ("nothing!=x", "abcd"), ("tier=web,tier=cache", ""),
        ]
        try await Self.devices { site in
            for (selector, names) in cases {
                let answer = try await site.client.get("/devices", ("labelSelector", selector))
                #expect(try answer.names.joined() == names, "\(selector): \(answer.text.prefix(200))")
            }
        }
    }

    @Test("Every operator of field selectors means what it says, for fields that are not set too")
    func fields() async throws {
        let cases: [(String, String)] = [
            ("metadata.name=a", "a"), ("metadata.name==a", "a"), ("metadata.name!=a", "bcd"),
            ("metadata.name in (a, c)", "ac"),
            ("metadata.name notin (a,c)", "bd"), ("metadata.name contains a", "a"),
            ("metadata.name notcontains a", "bcd"),
            ("metadata.name", "abcd"), ("!metadata.name", ""), ("metadata.owner=Fleet/web", "ab"),
            ("metadata.owner", "ab"),
            ("!metadata.owner", "cd"), ("metadata.owner!=Fleet/web", "cd"), ("metadata.owner notin (Fleet/web)", "cd"),
            ("metadata.owner contains web", "ab"), ("metadata.owner notcontains web", "cd"),
            ("metadata.alias=kiosk", "c"), ("!metadata.alias", "abd"), ("metadata.nameOrAlias=kiosk", "c"),
            ("metadata.nameOrAlias contains k", "c"), ("metadata.nameOrAlias in (a,kiosk)", "ac"),
            ("metadata.nameOrAlias!=kiosk", "abd"),
            ("metadata.creationTimestamp>2026-01-02T00:00:00Z", "cd"),
            ("metadata.creationTimestamp>=2026-01-02T00:00:00Z", "bcd"),
            ("metadata.creationTimestamp<2026-01-02T00:00:00Z", "a"),
            ("metadata.creationTimestamp<=2026-01-02T01:00:00+01:00", "ab"),
            ("metadata.creationTimestamp=2026-01-03T00:00:00Z", "c"),
            ("metadata.creationTimestamp!=2026-01-03T00:00:00Z", "abd"),
            ("metadata.creationTimestamp in (2026-01-03T00:00:00Z,2026-01-04T00:00:00Z)", "cd"),
            ("metadata.creationTimestamp notin (2026-01-03T00:00:00Z,2026-01-04T00:00:00Z)", "ab"),
            ("status.summary.status=Unknown", "abcd"), ("status.summary.status!=Unknown", ""),
            ("status.updated.status in (UpToDate,OutOfDate)", "abcd"), ("status.lifecycle.status=Enrolled", "abcd"),
            ("status.applicationsSummary.status=Unknown", "abcd"), ("status.capabilities.osMode=image", "a"),
            ("!status.capabilities.osMode", "bcd"), ("status.capabilities.osMode!=image", "bcd"),
            ("metadata.owner=Fleet/web,metadata.name=b", "b"), ("metadata.name=a,metadata.name=b", ""), ("", "abcd"),
        ]
        try await Self.devices { site in
            for (selector, names) in cases {
                let answer = try await site.client.get("/devices", ("fieldSelector", selector))
                #expect(try answer.names.joined() == names, "\(selector): \(answer.text.prefix(300))")
            }
            let both = try await site.client.get(
                "/devices", ("fieldSelector", "metadata.owner"), ("labelSelector", "tier=web"))
            #expect(try both.names == ["a"])
        }
    }

    @Test("Every field that a kind names can be asked for, in every way its type allows")
    func everyField() async throws {
        let fields: [(String, [String])] = [
            (
                "/devices",
                [
                    "metadata.name", "metadata.alias", "metadata.nameOrAlias", "status.summary.status",
                    "status.capabilities.osMode",
                ]
            ),
            ("/fleets", ["metadata.name", "metadata.owner", "spec.template.spec.os.image"]),
            ("/enrollmentrequests", ["metadata.owner", "status.certificate"]),
            ("/certificatesigningrequests", ["metadata.owner", "status.certificate"]),
            ("/repositories", ["spec.type", "spec.registry", "spec.accessMode"]),
            ("/resourcesyncs", ["spec.repository", "spec.type"]),
            ("/events", ["reason", "actor", "type", "involvedObject.name", "involvedObject.kind", "metadata.owner"]),
            ("/fleets/x/templateversions", ["metadata.name", "metadata.owner"]),
        ]
        let forms = [
            "%", "!%", "%=x", "%!=x", "% in (x,y)", "% notin (x,y)", "% contains x", "% notcontains x",
            "metadata.creationTimestamp>2026-01-01T00:00:00Z", "metadata.creationTimestamp",
        ]
        try await Site.with { site in
            for (path, names) in fields {
                for name in names {
                    for form in forms {
                        let selector = form.split(separator: "%", omittingEmptySubsequences: false).joined(
                            separator: name)
                        let answer = try await site.client.get(path, ("fieldSelector", selector))
                        #expect(answer.code == 200, "\(path) \(selector): \(answer.text)")
                    }
                }
            }
            for selector in [
                "status.approval.approved=true", "status.approval.approved!=true", "!status.approval.approved",
            ] {
                #expect(try await site.client.get("/enrollmentrequests", ("fieldSelector", selector)).code == 200)
            }
            #expect(try await site.client.get("/repositories", ("fieldSelector", "spec.url=http://x")).code == 200)
        }
    }

    @Test("Requests that wait for a decision are those whose approval is not set")
    func pendingRequests() async throws {
        try await Site.with { site in
            try await site.change(
                """
                insert into enrollment_request (org, name, spec, approval) values
                    (\(site.organization.value), 'done', '{"csr": "x"}', '{"approved": true}'),
                    (\(site.organization.value), 'waiting', '{"csr": "x"}', null)
                """)
            let cases = [
                ("!status.approval.approved", "waiting"), ("status.approval.approved!=true", "waiting"),
                ("status.approval.approved=true", "done"), ("status.approval.approved", "done"),
            ]
            for (selector, name) in cases {
                #expect(
                    try await site.client.get("/enrollmentrequests", ("fieldSelector", selector)).names == [name],
                    "\(selector)")
            }
        }
    }

    @Test("A selector that cannot be read is 400; an unknown field names those that are known")
    func refusals() async throws {
        let labels = [
            "=", "a=b=c d", "a in", "a in (", "a in (b", "a in b", "a notin ()x", ",", "a,,b", "a b", "(a)", "a>1",
            "!a=b", "-a=b",
            "a=-b", "a='b'", "a=b;drop table device", "x/y/z=1", String(repeating: "a", count: 64),
            "a=" + String(repeating: "b", count: 64),
        ]
        let fields = [
            "nothing=1", "lastSeen=1", "status.lastSeen>2026-01-01T00:00:00Z", "metadata.name>a", "metadata.name<=a",
            "metadata.creationTimestamp=yesterday", "metadata.creationTimestamp contains 2026", "metadata.name=a b,",
            "metadata.name in a",
            "metadata.name'=1", "1=1", "metadata.labels.key=a", "metadata.name;", "!", "metadata.creationTimestamp>",
        ]
        try await Site.with { site in
            for selector in labels {
                let answer = try await site.client.get("/devices", ("labelSelector", selector))
                #expect(answer.code == 400, "label \(selector): \(answer.text)")
            }
            for selector in fields {
                let answer = try await site.client.get("/devices", ("fieldSelector", selector))
                #expect(answer.code == 400, "field \(selector): \(answer.text)")
            }
            let unknown = try await site.client.get("/devices", ("fieldSelector", "lastSeen=1")).message ?? ""
            #expect(
                unknown.hasPrefix(
                    "unknown or unsupported selector: unable to resolve selector name \"lastSeen\". Supported selectors are: ["
                ))
            #expect(try await site.client.get("/repositories", ("fieldSelector", "spec.url contains x")).code == 400)
            #expect(
                try await site.client.get("/enrollmentrequests", ("fieldSelector", "status.approval.approved=maybe"))
                    .code == 400)
        }
    }

    @Test("Text that tries to be SQL is a value like any other, in selectors, names and tokens")
    func injection() async throws {
        let texts = [
            "'", "''", "\\'", "x' or '1'='1", "x'; drop table device; --", "$1", "$2::text", "%' or true --", "\"",
            "x\\", "E'\\x27'",
            "‘ or 1=1", "a)) or ((true", "*/ or /*",
        ]
        try await Self.devices { site in
            for text in texts {
                for form in [
                    "metadata.name=%", "metadata.name!=%", "metadata.name contains %", "metadata.nameOrAlias=%",
                ] {
                    let plain = text.split(separator: ",").joined().filter { $0 != "(" && $0 != ")" }
                    let selector = form.split(separator: "%", omittingEmptySubsequences: false).joined(separator: plain)
                    let answer = try await site.client.get("/devices", ("fieldSelector", selector))
                    #expect(answer.code == 200, "\(selector): \(answer.text)")
                    #expect(try answer.names.count == (form.contains("!=") ? 4 : 0), "\(selector)")
                }
                #expect(try await site.client.get("/devices", ("labelSelector", "tier=\(text)")).code == 400, "\(text)")
                let name = Client.encoded(text).split(separator: "+").joined(separator: "%20")
                for path in ["/devices/", "/fleets/", "/devices/a/../", "/repositories/"] where !path.contains("..") {
                    #expect(try await site.client.get(path + name).code == 404, "\(path)\(name)")
                }
                #expect(try await site.client.send("DELETE", "/devices/" + name).code == 200)
                #expect(try await site.client.send("DELETE", "/fleets/" + name).code == 200)
                #expect(try await site.client.get("/devices", ("continue", text)).code == 400)
            }
            #expect(try await site.client.get("/devices").names == ["a", "b", "c", "d"])
        }
    }

    @Test("Labels of devices are listed once each, in order, narrowed by label and device")
    func labelList() async throws {
        try await Self.devices { site in
            let cases: [([(String, String)], [String])] = [
                ([], ["alias=kiosk", "example.com/rack=r1", "site=", "site=berlin", "tier=cache", "tier=web"]),
                ([("limit", "2")], ["alias=kiosk", "example.com/rack=r1"]),
                ([("labelSelector", "tier=web")], ["site=berlin", "tier=web"]),
                ([("fieldSelector", "metadata.labels.key=tier")], ["tier=cache", "tier=web"]),
                ([("fieldSelector", "metadata.labels.value in (web,kiosk)")], ["alias=kiosk", "tier=web"]),
                ([("fieldSelector", "metadata.labels.keyOrValue contains k")], ["alias=kiosk", "example.com/rack=r1"]),
                ([("fieldSelector", "metadata.labels.key contains i,metadata.name=b")], ["site=", "tier=cache"]),
            ]
            for (query, labels) in cases {
                let answer = try await site.client.send("GET", "/labels", [("kind", "Device")] + query)
                #expect(try Contract.user().violations(answer.body, schema: "LabelList").isEmpty, "\(answer.text)")
                #expect(try (answer.json.elements ?? []).compactMap(\.string) == labels, "\(query)")
            }
        }
    }
}
