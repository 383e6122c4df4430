import Nodes
import SQL
import Store
import TestSupport
import Testing

@Suite struct DeclarationTests {
    private static let files = [
        ("fleets/web.yaml", "# fleets\n\n" + Sample.fleet("web")),
        (
            "others.yaml",
            """
            apiVersion: flightctl.io/v1beta1
            kind: Repository
            metadata: {name: content}
            spec: {type: git, url: "https://git.example.com/content"}
            ---
            apiVersion: flightctl.io/v1beta1
            kind: ResourceSync
            metadata: {name: more}
            spec: {repository: content, targetRevision: main, path: /}
            ---
            apiVersion: flightctl.io/v1beta1
            kind: Device
            metadata: {name: aaa}
            spec: {}
            """
        ),
    ]

    @Test("A write to what git owns is 409 and names repository, path, line and column, for every kind and verb")
    func ownedByGit() async throws {
        let owned = [
            ("fleets", "Fleet/web", "fleets/web.yaml:5:18"), ("repositories", "Repository/content", "others.yaml:3:18"),
            ("resourcesyncs", "ResourceSync/more", "others.yaml:8:18"), ("devices", "Device/aaa", "others.yaml:13:18"),
        ]
        try await Repository.with { site, repository in
            try await repository.commit("a1", Self.files)
            try await site.enroll(["aaa"])
            let before = try await site.values("select row_to_json(r)::text from resource r order by id")
            for (plural, object, place) in owned {
                let name = object.split(separator: "/")[1]
                let body = #"{"apiVersion":"v1beta1","metadata":{"name":"\#(name)"},"spec":{}}"#
                var writes = [("POST", "/\(plural)"), ("PUT", "/\(plural)/\(name)"), ("PATCH", "/\(plural)/\(name)")]
                if plural != "devices" { writes.append(("DELETE", "/\(plural)/\(name)")) }
                for (method, path) in writes {
                    let answer = try await site.client.send(method, path, body: body)
                    #expect(answer.code == 409, "\(method) \(path)")
                    #expect(
                        answer.message
                            == "\(object) is owned by git: change \(place) of \(Repository.address) (ResourceSync/fleets)"
                    )
                    #expect(try answer.json["reason"]?.string == "Conflict")
                    #expect(try Contract.user().violations(answer.body, schema: "Status").isEmpty)
                }
            }
            let version = try await site.client.send("DELETE", "/fleets/web/templateversions/v1")
            #expect(version.code == 409 && version.message?.contains("fleets/web.yaml:5") == true)
            #expect(try await site.values("select row_to_json(r)::text from resource r order by id") == before)
        }
    }

    @Test("The place moves with the commit that moves the document")
    func movedInGit() async throws {
        try await Repository.with { site, repository in
            try await repository.commit("a1", [("fleets/web.yaml", Sample.fleet("web"))])
            try await repository.commit("b2", [("fleets/web.yaml", "\n\n\n\n" + Sample.fleet("web"))])
            let answer = try await site.client.send("DELETE", "/fleets/web")
            #expect(answer.message?.contains("fleets/web.yaml:7:18 of") == true)
        }
    }

    @Test("What the bootstrap directory declares is changed there, until git takes it over")
    func ownedByBootstrap() async throws {
        try await Repository.with { site, repository in
            for (method, path) in [("PUT", "/repositories/origin"), ("DELETE", "/resourcesyncs/fleets")] {
                let answer = try await site.client.send(method, path, body: "{}")
                #expect(answer.code == 409)
                #expect(answer.message?.contains("bootstrap directory: change /") == true)
                #expect(answer.message?.contains("first.yaml:") == true)
            }
            try await repository.commit(
                "a1",
                [
                    (
                        "origin.yaml",
                        """
                        apiVersion: flightctl.io/v1beta1
                        kind: Repository
                        metadata: {name: origin}
                        spec: {type: git, url: "\(Repository.address)"}
                        """
                    )
                ])
            #expect(
                try await site.client.send("PUT", "/repositories/origin", body: "{}").message?.contains("origin.yaml:3")
                    == true)
        }
    }

    @Test("What nobody declares is not written over the API either: 403 says that it belongs into git")
    func notInGit() async throws {
        try await Site.with { site in
            try await site.enroll(["aaa"])
            let cases = [
                ("POST", "/fleets", "Fleet"), ("PUT", "/fleets/new", "Fleet"), ("PATCH", "/fleets/new", "Fleet"),
                ("POST", "/repositories", "Repository"), ("PUT", "/repositories/new", "Repository"),
                ("POST", "/resourcesyncs", "ResourceSync"), ("PATCH", "/resourcesyncs/new", "ResourceSync"),
                ("POST", "/devices", "Device"), ("PUT", "/devices/aaa", "Device"), ("PATCH", "/devices/aaa", "Device"),
            ]
            for (method, path, kind) in cases {
                let answer = try await site.client.send(method, path, body: #"{"metadata":{"name":"new"}}"#)
                #expect(answer.code == 403, "\(method) \(path)")
                #expect(answer.message?.contains("commit a \(kind) manifest named ") == true)
            }
            #expect(try await site.values("select count(*)::text from resource") == ["0"])
        }
    }

    @Test(
        "Deleting what is not there succeeds, as it does everywhere",
        arguments: [
            "/fleets/x", "/repositories/x", "/resourcesyncs/x", "/devices/x", "/enrollmentrequests/x",
            "/certificatesigningrequests/x",
            "/fleets/x/templateversions/v1",
        ])
    func deletingNothing(path: String) async throws {
        try await Site.with { site in
            let answer = try await site.client.send("DELETE", path)
            #expect(answer.code == 200)
            #expect(try Contract.user().violations(answer.body, schema: "Status").isEmpty)
            #expect(try answer.json["status"]?.string == "Success")
            #expect(try await site.values("select count(*)::text from event") == ["0"])
            #expect(try await site.values("select count(*)::text from device_tombstone") == ["0"])
        }
    }

    @Test("Bodies that name nothing are 400, and large ones 413")
    func badBodies() async throws {
        try await Site.with { site in
            let bodies = [
                "", "{", "[]", "null", "{}", #"{"metadata":{}}"#, #"{"metadata":{"name":""}}"#,
                #"{"metadata":{"name":7}}"#,
                #"{"metadata":{"name":"a\u0000"}}"#,
            ]
            for body in bodies {
                let answer = try await site.client.send("POST", "/fleets", body: body)
                #expect(answer.code == 400, "\(body)")
            }
            let large = #"{"metadata":{"name":""# + String(repeating: "x", count: 1 << 20) + #""}}"#
            let answer = try await site.client.send("POST", "/fleets", body: large)
            #expect(answer.code == 413)
        }
    }

    @Test(
        "Statuses and requests are written by devices and the server only",
        arguments: [
            ("PUT", "/devices/aaa/status"), ("PATCH", "/devices/aaa/status"), ("PUT", "/fleets/aaa/status"),
            ("PATCH", "/fleets/aaa/status"),
            ("PUT", "/enrollmentrequests/aaa/status"), ("PATCH", "/enrollmentrequests/aaa/status"),
            ("POST", "/enrollmentrequests"),
            ("PUT", "/enrollmentrequests/aaa"), ("PATCH", "/enrollmentrequests/aaa"),
            ("PUT", "/certificatesigningrequests/aaa"),
            ("PATCH", "/certificatesigningrequests/aaa"),
        ])
    func notForUsers(method: String, path: String) async throws {
        try await Site.with { site in
            let answer = try await site.client.send(method, path, body: "{}")
            #expect(answer.code == 403)
            #expect(answer.message?.isEmpty == false)
        }
    }
}
