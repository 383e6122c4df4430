import Nodes
import SQL
import Schemas
import Store
import TestSupport
import Testing

@Suite("Operations on ResourceSyncs")
struct OperationTests {
    private static let oid = String(repeating: "a1b2", count: 10)
    private static let other = String(repeating: "c3d4", count: 10)

    @Test("A pin names its commit, author and reason, queues a pass and is told by an event; unpinning undoes it")
    func pin() async throws {
        try await Repository.with { site, repository in
            try await repository.commit(Self.oid, [("fleets/a.yaml", Sample.fleet("a"))])
            try await site.change("delete from job; delete from event")
            let answer = try await site.client.send(
                "PUT", "/resourcesyncs/fleets/pin",
                body: #"{"commit": "\#(Self.oid)", "reason": "kiosks do not boot"}"#, headers: [("X-Request-Id", "r-7")]
            )
            #expect(answer.code == 200, "\(answer.text)")
            #expect(try answer.json["pin"]?["commit"]?.string == Self.oid)
            #expect(try answer.json["pin"]?["author"]?.string == "ada")
            #expect(try answer.json["pending"]?.bool == true)
            #expect(try await site.values("select kind from job") == ["sync"])
            #expect(
                try await site.values("select actor || ' ' || request_id || ' ' || reason from event") == [
                    "user:ada r-7 ResourceUpdated"
                ])
            let shown = try await site.client.checked("/resourcesyncs/fleets", as: "/resourcesyncs/{name}").json
            let own = try #require(shown["metadata"]?["annotations"]?["martlet.io/conditions"]?.string)
            #expect(own.contains(#""type": "Pinned""#) && own.contains("kiosks do not boot"))
            #expect(shown["status"]?["conditions"]?.elements?.contains { $0["type"]?.string == "Pinned" } == false)
            let undone = try await site.client.send("DELETE", "/resourcesyncs/fleets/pin")
            #expect(undone.code == 200)
            #expect(try undone.json["pin"] == nil)
            let again = try await site.client.send("DELETE", "/resourcesyncs/fleets/pin")
            #expect(again.code == 200)
            #expect(try await site.values("select count(*)::text from event") == ["2"])
        }
    }

    @Test("The beginning of a commit's id is looked up in the history of the sync")
    func prefix() async throws {
        try await Repository.with { site, repository in
            try await site.run(of: repository, "abcdef1" + String(repeating: "0", count: 33))
            try await site.run(of: repository, "abcdef2" + String(repeating: "0", count: 33))
            try await site.run(of: repository, "abcdef22" + String(repeating: "1", count: 32))
            func pin(_ text: String) async throws -> Answer {
                try await site.client.send("PUT", "/resourcesyncs/fleets/pin", body: #"{"commit": "\#(text)"}"#)
            }
            let unique = try await pin("abcdef1")
            #expect(try unique.json["pin"]?["commit"]?.string == "abcdef1" + String(repeating: "0", count: 33))
            #expect(try await pin("abcdef2").code == 409)
            #expect(try await pin("abcdef3").code == 409)
            #expect(try await pin("abcdef22").code == 200)
        }
    }

    @Test(
        "What is no pin is refused",
        arguments: [
            "", "[]", "7", "{", "{}", #"{"commit": 7}"#, #"{"commit": ""}"#, #"{"commit": "abcdef"}"#,
            #"{"commit": "ABCDEF1"}"#, #"{"commit": "main"}"#, #"{"commit": "--upload-pack"}"#,
            #"{"commit": "\#(oid)0"}"#, #"{"commit": "\#(oid)", "reason": 7}"#,
            #"{"commit": "\#(oid)", "reason": "two\nlines"}"#, #"{"commit": "\#(oid)", "force": true}"#,
            #"{"commit": "\#(oid)", "reason": "\#(String(repeating: "x", count: 501))"}"#,
        ])
    func badPins(body: String) async throws {
        try await Repository.with { site, _ in
            let answer = try await site.client.send("PUT", "/resourcesyncs/fleets/pin", body: body)
            #expect(answer.code == 400, "\(answer.text)")
            #expect(try await site.values("select count(*)::text from sync_pin") == ["0"])
        }
    }

    @Test("An approval lets through the commit that waits, and no other")
    func approval() async throws {
        try await Repository.with { site, repository in
            func approve(_ commit: String) async throws -> Answer {
                try await site.client.send(
                    "POST", "/resourcesyncs/fleets/approval", body: #"{"commit": "\#(commit)"}"#)
            }
            #expect(try await approve(Self.oid).code == 409)
            try await site.change(
                """
                insert into sync_block (sync_id, commit_oid, what, message)
                values (\(repository.sync.id), '\(Self.oid)', 'prune', 'it would delete 12 of 12 objects');
                delete from job; delete from event
                """)
            let standing = try await site.client.get("/resourcesyncs/fleets/status").json
            #expect(standing["waiting"]?["commit"]?.string == Self.oid)
            let other = try await approve(Self.other)
            #expect(other.code == 409 && other.message?.contains("12 of 12") == true)
            for bad in ["", "abc", "main", String(Self.oid.uppercased())] {
                #expect(try await approve(bad).code == 400)
            }
            let answer = try await approve(String(Self.oid.prefix(12)))
            #expect(answer.code == 200, "\(answer.text)")
            #expect(try await site.values("select by from sync_approval") == ["user:ada"])
            #expect(try await site.values("select kind from job") == ["sync"])
            #expect(try await site.values("select actor from event") == ["user:ada"])
        }
    }

    @Test("A suspension has a reason, an author and an end; while it lasts, the sync is not looked at")
    func suspension() async throws {
        try await Repository.with { site, _ in
            let answer = try await site.client.send(
                "PUT", "/resourcesyncs/fleets/suspension", body: #"{"reason": "inventory", "expiresInSeconds": 7200}"#)
            #expect(answer.code == 200, "\(answer.text)")
            let suspension = try answer.json["suspension"]
            #expect(suspension?["author"]?.string == "ada" && suspension?["reason"]?.string == "inventory")
            #expect(
                try await site.values("select (until - at)::text from sync_suspension") == ["02:00:00"])
            let now = try await site.client.send("POST", "/resourcesyncs/fleets/now")
            #expect(now.code == 409 && now.message?.contains("inventory") == true)
            let forEver = try await site.client.send(
                "PUT", "/resourcesyncs/fleets/suspension", body: #"{"reason": "longer", "expiresInSeconds": null}"#)
            #expect(try forEver.json["suspension"]?["until"] == nil)
            let resumed = try await site.client.send("DELETE", "/resourcesyncs/fleets/suspension")
            #expect(try resumed.json["suspension"] == nil)
            #expect(try resumed.json["pending"]?.bool == true)
        }
    }

    @Test(
        "What is no suspension is refused",
        arguments: [
            "", "[]", "{}", #"{"reason": ""}"#, #"{"reason": null}"#, #"{"reason": 7}"#, #"{"reason": "a\u0007"}"#,
            #"{"reason": "x", "expiresInSeconds": 0}"#, #"{"reason": "x", "expiresInSeconds": -1}"#,
            #"{"reason": "x", "expiresInSeconds": 1.5}"#, #"{"reason": "x", "expiresInSeconds": "2h"}"#,
            #"{"reason": "x", "expiresInSeconds": 31622401}"#, #"{"reason": "x", "until": "2030-01-01T00:00:00Z"}"#,
        ])
    func badSuspensions(body: String) async throws {
        try await Repository.with { site, _ in
            let answer = try await site.client.send("PUT", "/resourcesyncs/fleets/suspension", body: body)
            #expect(answer.code == 400, "\(answer.text)")
            #expect(try await site.values("select count(*)::text from sync_suspension") == ["0"])
        }
    }

    @Test("A sync that does not exist is not found, and nothing is done without a token")
    func unknown() async throws {
        try await Repository.with { site, _ in
            for (method, path) in [
                ("GET", "status"), ("GET", "history"), ("POST", "now"), ("DELETE", "pin"), ("DELETE", "suspension"),
            ] {
                let answer = try await site.client.send(method, "/resourcesyncs/nobody/\(path)")
                #expect(answer.code == 404 && answer.message == #"ResourceSync of name "nobody" not found"#)
                let stranger = try await site.client.with(token: nil).send(method, "/resourcesyncs/fleets/\(path)")
                #expect(stranger.code == 400)
                let wrong = try await site.client.with(token: "x").send(method, "/resourcesyncs/fleets/\(path)")
                #expect(wrong.code == 401)
            }
            let device = try await site.client.get("/devices/nobody/blame")
            #expect(device.code == 404)
        }
    }

    @Test("The history comes in pages, newest first, to its end")
    func history() async throws {
        try await Repository.with { site, repository in
            let ids = (0..<7).map { String(repeating: "\($0)", count: 40) }
            for id in ids { try await site.run(of: repository, id) }
            var seen: [String] = []
            var token: String?
            repeat {
                let query = [("limit", "3")] + (token.map { [("continue", $0)] } ?? [])
                let answer = try await site.client.send("GET", "/resourcesyncs/fleets/history", query)
                #expect(answer.code == 200, "\(answer.text)")
                seen += try (answer.json["items"]?.elements ?? []).compactMap { $0["commit"]?.string }
                token = try answer.next
            } while token != nil && seen.count < 20
            #expect(seen == ids.reversed())
            for bad in [[("limit", "-1")], [("limit", "1001")], [("continue", "x")], [("continue", "e30=")]] {
                let answer = try await site.client.send("GET", "/resourcesyncs/fleets/history", bad)
                #expect(answer.code == 400)
            }
        }
    }

    @Test("P4: each item that a device is sent is told with repository, commit, author, path and line")
    func blame() async throws {
        try await Repository.with { site, repository in
            try await site.enroll(["dev"], labels: #"{"site": "x"}"#)
            let template = """
                \(Sample.fleet("web"))
                      config:
                        - name: motd
                          inline: [{path: /etc/motd, content: hello}, {path: /etc/issue, content: hello}]
                        - name: tuning
                          inline: [{path: /etc/tuning, content: "1"}]
                        - name: app
                          gitRef: {repository: origin, targetRevision: main, path: /app}
                      systemd: {matchPatterns: [a.service]}
                """
            try await repository.commit(Self.oid, [("fleets/web.yaml", "# the web\n" + template)])
            let device = """
                apiVersion: flightctl.io/v1beta1
                kind: Device
                metadata: {name: dev, labels: {site: x}}
                spec:
                  config:
                    - name: tuning
                      inline: [{path: /etc/tuning, content: "2"}]
                """
            try await repository.commit(Self.other, [("fleets/dev.yaml", device)])
            try await site.change(
                """
                update device_target set fleet_id = (select id from resource where kind = 'Fleet' and name = 'web'),
                    rendered_tv_id = (select id from template_version limit 1)
                """)
            try await site.freeze()
            let answer = try await site.client.get("/devices/dev/blame")
            #expect(answer.code == 200, "\(answer.text)")
            let items = try answer.json["items"]?.elements ?? []
            let told = items.map { item in
                ["item", "path", "line", "commit", "field", "author"].map { item[$0]?.scalar?.text ?? "" }
            }
            let (web, dev) = (
                { (item: String, field: String) in
                    [item, "fleets/web.yaml", "4", Self.oid, "spec.template.spec.\(field)", "Ada <ada@example.com>"]
                },
                { (item: String, field: String) in
                    [item, "fleets/dev.yaml", "3", Self.other, "spec.\(field)", "Ada <ada@example.com>"]
                }
            )
            #expect(
                told == [
                    web("os quay.io/acme/os:1", "os"), web("file /etc/motd", "config[0].inline[0]"),
                    web("file /etc/issue", "config[0].inline[1]"), web("file /app/one", "config[2]"),
                    web("file /app/two", "config[2]"), dev("file /etc/tuning", "config[0].inline[0]"),
                    web("systemd", "systemd"),
                ])
            let source = items.first { $0["item"]?.string == "file /app/two" }?["source"]
            #expect(source?["commit"]?.string == "frozen" && source?["repository"]?.string == Repository.address)
            #expect(items.allSatisfy { $0["repository"]?.string == Repository.address })
            #expect(items.allSatisfy { $0["owner"]?.string == "ResourceSync/fleets" })
        }
    }
}

@Suite("Layers in answers")
struct LayerAnswerTests {
    private static let low = """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata: {name: low}
        spec:
          layerOrder: 1
          selector: {matchLabels: {site: x}}
          template:
            spec:
              systemd: {matchPatterns: [low.service]}
              config:
                - name: files
                  inline: [{path: /etc/low, content: "{{ .metadata.labels.site }}"}, {path: /etc/both, content: low}]
        """
    private static let web = """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata: {name: web}
        spec:
          selector: {matchLabels: {role: web}}
          template:
            spec:
              config:
                - name: files
                  inline: [{path: /etc/both, content: web}]
        """

    @Test("P4: blame tells the layer that each item comes from, and the device's spec holds what its layers say")
    func layers() async throws {
        try await Repository.with { site, repository in
            try await site.enroll(["dev", "far"], labels: #"{"site": "x"}"#)
            try await repository.commit(
                String(repeating: "a", count: 40), [("low.yaml", Self.low), ("web.yaml", Self.web)])
            try await site.change(
                """
                insert into tv_layer (tv_id, fleet_id, layer_tv_id, layer_order, name, match_labels, spec, commit_id)
                select v.id, l.id, lv.id, 1, 'low', '{"site":"x"}', lv.spec, lv.commit_id
                from resource f join template_version v on v.fleet_id = f.id
                join resource l on l.name = 'low' join template_version lv on lv.fleet_id = l.id where f.name = 'web';
                update device_target set fleet_id = v.fleet_id, rendered_tv_id = v.id
                from template_version v join resource f on f.id = v.fleet_id where f.name = 'web';
                update device set labels = '{"site": "y"}' where name = 'far';
                """)
            let items = try await site.client.get("/devices/dev/blame").json["items"]?.elements ?? []
            #expect(
                items.map { [$0["item"]?.string, $0["object"]?.string, $0["path"]?.string] } == [
                    ["file /etc/low", "Fleet/low", "low.yaml"], ["file /etc/both", "Fleet/web", "web.yaml"],
                    ["systemd", "Fleet/low", "low.yaml"],
                ])
            let spec = try await site.client.get("/devices/dev").json["spec"]
            #expect(spec?["config"]?.elements?.count == 2)
            #expect(
                spec?["config"]?.elements?.first?["inline"]?.elements?.first?["content"]?.string == "x")
            let far = try await site.client.get("/devices/far/blame").json["items"]?.elements ?? []
            #expect(far.map { $0["item"]?.string } == ["file /etc/both"])
            #expect(try await site.client.get("/devices/far").json["spec"]?["systemd"] == nil)
        }
    }
}

extension Site {
    /// Freezes the files of the config provider `app`, as a resolver does.
    fileprivate func freeze() async throws {
        let files = #"[{"path":"/app/one","mode":420,"content":""},{"path":"/app/two","mode":420,"content":""}]"#
        let organization = organization
        try await store.database.transaction { connection in
            let version = try connection.query("select id from template_version").one().int(0)
            try FrozenSource.save(
                connection, organization, templateVersion: version,
                [
                    FrozenSource(
                        key: SourceKey(
                            provider: "app", kind: .git, repository: "origin", revision: "main", path: "app"),
                        oid: "frozen", hash: [1], body: .plain(Array(files.utf8)))
                ])
        }
    }

    /// Adds an entry to the history of a sync.
    fileprivate func run(of repository: Repository, _ oid: String) async throws {
        try await change(
            """
            insert into sync_run (org, sync_id, started_at, outcome, oid)
            values (\(organization.value), \(repository.sync.id), now(), 'failed', '\(oid)')
            """)
    }
}
