import Nodes
import SQL
import Store
import TestSupport
import Testing

@Suite struct ObjectTests {
    @Test("P4: objects from git are listed and got in the contract's form, and say commit, path and line")
    func declared() async throws {
        try await Repository.with { site, repository in
            let fleet = Sample.fleet("web", labels: "{team: a}")
            try await repository.commit("c0ffee", [("fleets/web.yaml", "# first\n" + fleet)])
            for path in ["/fleets", "/repositories", "/resourcesyncs", "/events"] {
                #expect(try await !site.client.checked(path).names.isEmpty)
            }
            for suffix in ["", "/status"] {
                let web = try await site.client.checked("/fleets/web" + suffix, as: "/fleets/{name}" + suffix).json
                #expect(web["metadata"]?["owner"]?.string == "ResourceSync/fleets")
                #expect(web["metadata"]?["labels"]?["team"]?.string == "a")
                #expect(web["metadata"]?["annotations"]?["martlet.io/commit"]?.string == "c0ffee")
                #expect(web["metadata"]?["annotations"]?["martlet.io/path"]?.string == "fleets/web.yaml:4:18")
                #expect(web["spec"]?["template"]?["spec"]?["os"]?["image"]?.string == "quay.io/acme/os:1")
            }
            #expect(try await site.client.checked("/repositories/origin", as: "/repositories/{name}").code == 200)
            #expect(try await site.client.checked("/resourcesyncs/fleets", as: "/resourcesyncs/{name}").code == 200)
            let versions = try await site.client.checked(
                "/fleets/web/templateversions", as: "/fleets/{fleet}/templateversions")
            #expect(try versions.names == ["v1"])
            let version = try await site.client.checked(
                "/fleets/web/templateversions/v1", as: "/fleets/{fleet}/templateversions/{name}"
            ).json
            #expect(version["metadata"]?["owner"]?.string == "Fleet/web")
            #expect(version["status"]?["os"]?["image"]?.string == "quay.io/acme/os:1")
            let again = try await site.client.get("/fleets/web/templateversions/v1").json
            #expect(again.json() == version.json())
            #expect(try await site.client.get("/fleets/other/templateversions").names == [])
        }
    }

    @Test("Fields of ours are told by annotations: the documents of the contract are closed")
    func extensions() async throws {
        try await Repository.with { site, repository in
            let policy = """
                  rolloutPolicy:
                    maxUnavailable: 10%
                    disruptionBudget: {maxUnavailable: 1}

                """
            try await repository.commit("a1", [("fleets/web.yaml", Sample.fleet("web") + "\n" + policy)])
            let fleet = try await site.client.checked("/fleets/web", as: "/fleets/{name}").json
            #expect(fleet["metadata"]?["annotations"]?["martlet.io/rolloutPolicy.maxUnavailable"]?.string == "10%")
            #expect(fleet["spec"]?["rolloutPolicy"]?["maxUnavailable"] == nil)
            #expect(fleet["spec"]?["rolloutPolicy"]?["disruptionBudget"]?["maxUnavailable"]?.integer == 1)
            let sync = try await site.client.checked("/resourcesyncs/fleets", as: "/resourcesyncs/{name}").json
            #expect(sync["metadata"]?["annotations"]?["martlet.io/prune"] == nil)
        }
    }

    @Test("A write that grows only the generation or the status grows resourceVersion")
    func versions() async throws {
        try await Repository.with { site, repository in
            try await repository.commit("a1", [("fleets/web.yaml", Sample.fleet("web"))])
            let before = try await site.client.get("/fleets/web").json["metadata"]
            try await repository.commit("b2", [("fleets/web.yaml", Sample.fleet("web", image: "quay.io/acme/os:2"))])
            let after = try await site.client.get("/fleets/web").json["metadata"]
            #expect(before?["generation"]?.integer == 1 && after?["generation"]?.integer == 2)
            let versions = [before, after].compactMap { $0?["resourceVersion"]?.string.flatMap { Int($0) } }
            #expect(versions.count == 2 && versions[0] < versions[1])
        }
    }

    @Test(
        "What does not exist is 404 with the contract's text",
        arguments: [
            ("/fleets/x", "Fleet"), ("/fleets/x/status", "Fleet"), ("/devices/x", "Device"),
            ("/devices/x/status", "Device"),
            ("/devices/x/lastseen", "Device"), ("/devices/x/rendered", "Device"), ("/repositories/x", "Repository"),
            ("/resourcesyncs/x", "ResourceSync"), ("/fleets/f/templateversions/x", "TemplateVersion"),
            ("/enrollmentrequests/x", "EnrollmentRequest"), ("/enrollmentrequests/x/status", "EnrollmentRequest"),
            ("/certificatesigningrequests/x", "CertificateSigningRequest"),
            ("/enrollmentconfig?csr=x", "CertificateSigningRequest"),
        ])
    func missing(path: String, kind: String) async throws {
        try await Site.with { site in
            let answer = try await site.client.raw("GET", "/api/v1" + path)
            #expect(answer.code == 404)
            #expect(answer.message == "\(kind) of name \"x\" not found")
            #expect(try answer.json["reason"]?.string == "Not Found")
        }
    }

    @Test("A device shows its fleet's template with its own name and labels filled in and its own declaration over it")
    func assignedSpec() async throws {
        try await Repository.with { site, repository in
            try await site.enroll(["aaa", "bbb", "ccc"], labels: #"{"site": "x", "tag": "7"}"#)
            try await repository.commit(
                "a1",
                [
                    ("fleets/web.yaml", Sample.fleet("web", image: "quay.io/acme/os:{{ .metadata.labels.tag }}")),
                    (
                        "devices/bbb.yaml",
                        """
                        apiVersion: flightctl.io/v1beta1
                        kind: Device
                        metadata: {name: bbb, labels: {site: x, tag: "8"}}
                        spec: {systemd: {matchPatterns: [sshd.service]}}
                        """
                    ),
                ])
            try await site.change(
                """
                update device_target set (fleet_id, tv_id) = (select id, current_tv_id from fleet)
                where device_id in (select id from device where name <> 'ccc')
                """)
            let list = try await site.client.checked("/devices").json["items"]?.elements ?? []
            #expect(
                list.map { $0["spec"]?["os"]?["image"]?.string } == ["quay.io/acme/os:7", "quay.io/acme/os:8", nil])
            #expect(list.map { $0["metadata"]?["owner"]?.string } == ["Fleet/web", "Fleet/web", nil])
            #expect(list.map { $0["spec"]?["systemd"] != nil } == [false, true, false])
            for (name, listed) in zip(["aaa", "bbb", "ccc"], list) {
                let device = try await site.client.checked("/devices/\(name)", as: "/devices/{name}").json
                #expect(device.canonicalJSON() == listed.canonicalJSON())
            }
        }
    }

    @Test("The rendered device is answered by version, and is 409 while there is none")
    func rendered() async throws {
        try await Site.with { site in
            try await site.enroll(["aaa"])
            let pattern = "/devices/{name}/rendered"
            #expect(try await site.client.checked("/devices/aaa/rendered", as: pattern).code == 409)
            try await site.change(
                """
                with r as (insert into rendered (org, key, spec_hash, body)
                    values (\(site.organization.value), 'k', 'h', convert_to('{"config":[],"applications":[],"consoles":[]}', 'UTF8'))
                    returning id)
                update device_target set rendered_id = (select id from r), rendered_version = 7;
                """)
            let device = try await site.client.checked("/devices/aaa/rendered", as: pattern).json
            #expect(device["metadata"]?["annotations"]?["device-controller/renderedVersion"]?.string == "7")
            #expect(device["spec"]?["consoles"]?.elements?.isEmpty == true)
            for (known, code) in [("7", 204), ("6", 200), ("8", 200), ("", 200), ("x", 200)] {
                let answer = try await site.client.checked(
                    "/devices/aaa/rendered", as: pattern, ("knownRenderedVersion", known))
                #expect(answer.code == code, "\(known)")
            }
        }
    }

    @Test("P9: of a rendered device people see everything but the content of files that come from secrets")
    func concealed() async throws {
        try await Site.with { site in
            try await site.enroll(["aaa"])
            let files =
                #"[{"path":"/etc/key","content":"Y2FuYXJ5","contentEncoding":"base64","mode":416},"#
                + #"{"path":"/etc/motd","content":"aGVsbG8=","contentEncoding":"base64"}]"#
            try await site.change(
                """
                with r as (insert into rendered (org, key, spec_hash, body, concealed)
                    values (\(site.organization.value), 'k', 'h',
                            convert_to('{"config":[{"name":"","inline":\(files)}],"applications":[]}', 'UTF8'), '{/etc/key}')
                    returning id)
                update device_target set rendered_id = (select id from r), rendered_version = 7;
                """)
            let answer = try await site.client.checked("/devices/aaa/rendered", as: "/devices/{name}/rendered")
            #expect(!answer.text.contains("Y2FuYXJ5"))
            let told = try answer.json["spec"]?["config"]?.elements?.first?["inline"]?.elements ?? []
            #expect(told.map { $0["path"]?.string } == ["/etc/key", "/etc/motd"])
            #expect(told.map { $0["content"]?.string } == ["*****", "aGVsbG8="])
            #expect(told.first?["contentEncoding"]?.string == "plain" && told.first?["mode"]?.integer == 416)
        }
    }

    @Test("Last seen is 204 until a device was seen")
    func lastSeen() async throws {
        try await Site.with { site in
            try await site.enroll(["aaa"])
            let pattern = "/devices/{name}/lastseen"
            #expect(try await site.client.checked("/devices/aaa/lastseen", as: pattern).code == 204)
            try await site.change(
                "insert into device_seen (device_id, at) select id, '2026-02-03T04:05:06Z' from device")
            let seen = try await site.client.checked("/devices/aaa/lastseen", as: pattern).json
            #expect(seen["lastSeen"]?.string == "2026-02-03T04:05:06.000000Z")
            #expect(try await site.client.get("/devices/aaa").json["status"]?["lastSeen"] == nil)
        }
    }

    @Test("Counts of devices: of a page, of everything that selectors match, and of fleets when asked")
    func counts() async throws {
        try await Repository.with { site, repository in
            try await site.enroll(["aaa", "bbb", "ccc"], labels: #"{"site": "x"}"#, osMode: "package")
            try await repository.commit(
                "a1", [("fleets/web.yaml", Sample.fleet("web") + "\n---\n" + Sample.fleet("empty", site: "y"))])
            try await site.change(
                "update device_target set fleet_id = (select id from resource where name = 'web') where device_id in (select id from device where name <> 'ccc')"
            )
            func total(_ node: Node?) -> Int64? { node?["total"]?.integer }
            let page = try await site.client.checked("/devices", ("limit", "2")).json
            #expect(total(page["summary"]) == 2)
            let all = try await site.client.checked("/devices", ("summaryOnly", "true")).json
            #expect(total(all["summary"]) == 3)
            #expect(all["items"]?.elements?.isEmpty == true)
            #expect(all["summary"]?["summaryStatus"]?["Unknown"]?.integer == 3)
            #expect(all["summary"]?["capabilities"]?["osMode"]?["package"]?.integer == 3)
            let some = try await site.client.checked(
                "/devices", ("summaryOnly", "true"), ("fieldSelector", "metadata.owner=Fleet/web")
            ).json
            #expect(total(some["summary"]) == 2)
            let none = try await site.client.checked("/devices", ("summaryOnly", "true"), ("labelSelector", "no")).json
            #expect(total(none["summary"]) == 0)
            let fleets =
                try await site.client.checked("/fleets", ("addDevicesSummary", "true")).json["items"]?.elements ?? []
            #expect(fleets.map { total($0["status"]?["devicesSummary"]) } == [0, 2])
            let one = try await site.client.checked("/fleets/web", as: "/fleets/{name}", ("addDevicesSummary", "true"))
                .json
            #expect(total(one["status"]?["devicesSummary"]) == 2)
            #expect(try await site.client.get("/fleets/web").json["status"]?["devicesSummary"] == nil)
        }
    }

    @Test("P9: a secret of a repository appears in no answer")
    func secrets() async throws {
        try await Repository.with { site, repository in
            let canary = "canary-7f3a"
            let encoded = "Y2FuYXJ5LTdmM2E="
            try await repository.commit(
                "a1",
                [
                    (
                        "repositories/private.yaml",
                        """
                        apiVersion: flightctl.io/v1beta1
                        kind: Repository
                        metadata: {name: password}
                        spec: {type: git, url: "https://git.example.com/x", httpConfig: {username: ada, password: \(canary)}}
                        ---
                        apiVersion: flightctl.io/v1beta1
                        kind: Repository
                        metadata: {name: registry}
                        spec: {type: oci, registry: quay.io, ociAuth: {authType: docker, username: ada, password: \(canary)}}
                        ---
                        apiVersion: flightctl.io/v1beta1
                        kind: Repository
                        metadata: {name: ssh}
                        spec: {type: git, url: "https://git.example.com/y", sshConfig: {sshPrivateKey: \(encoded), privateKeyPassphrase: \(canary)}}
                        """
                    )
                ])
            let paths = [
                "/repositories", "/repositories/password", "/repositories/registry", "/repositories/ssh", "/events",
                "/resourcesyncs",
                "/repositories?fieldSelector=spec.type=git",
            ]
            for path in paths {
                let answer = try await site.client.raw("GET", "/api/v1" + path)
                #expect(answer.code == 200)
                #expect(!answer.text.contains(canary) && !answer.text.contains(encoded), "\(path)")
            }
            let masked = try await site.client.checked("/repositories/password", as: "/repositories/{name}").json
            #expect(masked["spec"]?["httpConfig"]?["password"]?.string == "*****")
            #expect(masked["spec"]?["httpConfig"]?["username"]?.string == "ada")
            let refused = try await site.client.send(
                "PUT", "/repositories/password",
                body: #"{"metadata":{"name":"password"},"spec":{"password":"\#(canary)"}}"#)
            #expect(refused.code == 409 && !refused.text.contains(canary))
        }
    }
}
