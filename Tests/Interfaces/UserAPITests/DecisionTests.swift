import FoundationEssentials
import Nodes
import PKI
import SQL
import Store
import TestSupport
import Testing

@Suite struct DecisionTests {
    /// A device's request, as the agent API stores it. Returns its name.
    private static func request(_ site: Site, labels: String = #"{"site": "berlin"}"#) async throws -> String {
        let key = SigningKey()
        let name = try key.fingerprint.text
        let spec = Node.object([
            ("csr", .string(try key.certificateRequest(commonName: name))),
            ("labels", try JSON.parse(Array(labels.utf8))),
        ])
        let organization = site.organization
        try await site.store.database.transaction {
            _ = try EnrollmentRequests.create(
                $0, organization, name: name, labels: Array("{}".utf8), spec: spec.canonicalJSON(), limit: 10)
        }
        return name
    }

    @Test("An approval makes the device, answers in the contract's form and says who approved")
    func approval() async throws {
        try await Site.with { site in
            let name = try await Self.request(site)
            let waiting = try await site.client.checked("/enrollmentrequests/\(name)", as: "/enrollmentrequests/{name}")
                .json
            #expect(waiting["status"]?["certificate"] == nil)
            let answer = try await site.client.send(
                "PUT", "/enrollmentrequests/\(name)/approval",
                body: #"{"approved": true, "labels": {"alias": "kiosk"}}"#)
            #expect(answer.code == 200, "\(answer.text)")
            #expect(
                try Contract.user().violations(
                    method: "put", path: "/enrollmentrequests/{name}/approval", code: answer.code, body: answer.body
                ).isEmpty)
            #expect(try answer.json["approvedBy"]?.string == "ada")
            let device = try await site.client.checked("/devices/\(name)", as: "/devices/{name}").json
            #expect(device["metadata"]?["labels"]?["alias"]?.string == "kiosk")
            #expect(device["metadata"]?["labels"]?["site"]?.string == "berlin")
            #expect(device["status"]?["lifecycle"]?["status"]?.string == "Enrolled")
            let request = try await site.client.checked("/enrollmentrequests").json["items"]?.elements?.first
            #expect(request?["status"]?["approval"]?["approved"]?.bool == true)
            #expect(request?["status"]?["certificate"]?.string?.hasPrefix("-----BEGIN CERTIFICATE") == true)
            let got = try await site.client.get("/enrollmentrequests/\(name)").json
            #expect(got.canonicalJSON() == request?.canonicalJSON())
            #expect(
                try await site.values("select actor from event where reason = 'EnrollmentRequestApproved'") == [
                    "user:ada"
                ])
            let again = try await site.client.send(
                "PUT", "/enrollmentrequests/\(name)/approval", body: #"{"approved": true, "labels": {}}"#)
            #expect(again.code == 400)
        }
    }

    @Test(
        "A decision that cannot be read or is about nothing is refused and decides nothing",
        arguments: [
            ("", 400), ("{}", 400), ("[]", 400), (#"{"approved": "yes"}"#, 400),
            (#"{"approved": true, "labels": {"-": "x"}}"#, 400),
        ])
    func refusedDecisions(body: String, code: Int) async throws {
        try await Site.with { site in
            let name = try await Self.request(site)
            #expect(try await site.client.send("PUT", "/enrollmentrequests/\(name)/approval", body: body).code == code)
            #expect(
                try await site.client.send("PUT", "/enrollmentrequests/other/approval", body: #"{"approved": true}"#)
                    .code == 404)
            #expect(try await site.client.get("/devices").names == [])
        }
    }

    @Test("A wish for an enrolment certificate is signed at once, and the configuration of a new agent holds it")
    func certificate() async throws {
        try await Site.with { site in
            let key = SigningKey()
            let request = Data(try key.certificateRequest(commonName: "client-enrollment").utf8).base64EncodedString()
            let body = """
                {"apiVersion": "flightctl.io/v1beta1", "kind": "CertificateSigningRequest", "metadata": {"name": "client-enrollment"},
                 "spec": {"request": "\(request)", "signerName": "flightctl.io/enrollment", "usages": ["clientAuth", "CA:false"]}}
                """
            let answer = try await site.client.send("POST", "/certificatesigningrequests", body: body)
            #expect(answer.code == 201, "\(answer.text)")
            #expect(try Contract.user().violations(answer.body, schema: "CertificateSigningRequest").isEmpty)
            #expect(try answer.json["spec"]?["username"]?.string == "user:ada")
            let path = "/certificatesigningrequests/client-enrollment"
            let got = try await site.client.checked(path, as: "/certificatesigningrequests/{name}").json
            #expect(got.canonicalJSON() == (try answer.json.canonicalJSON()))
            let listed = try await site.client.checked("/certificatesigningrequests").json["items"]?.elements?.first
            #expect(listed?.canonicalJSON() == got.canonicalJSON())
            let certificate = try #require(got["status"]?["certificate"]?.string)
            let configuration = try await site.client.checked("/enrollmentconfig", ("csr", "client-enrollment")).json
            let service = configuration["enrollment-service"]
            #expect(service?["authentication"]?["client-certificate-data"]?.string == certificate)
            #expect(service?["authentication"]?["client-key-data"]?.string == "")
            #expect(service?["service"]?["server"]?.string == "https://fleet.example.com:7443")
            let bare = try await site.client.checked("/enrollmentconfig").json["enrollment-service"]
            #expect(bare?["authentication"]?["client-certificate-data"]?.string == "")
            #expect(try await site.client.send("POST", "/certificatesigningrequests", body: body).code == 409)
            #expect(try await site.client.send("PUT", path + "/approval", body: "{}").code == 409)
            #expect(
                try await site.client.send("PUT", "/certificatesigningrequests/none/approval", body: "{}").code == 404)
            #expect(try await site.client.send("DELETE", path).code == 200)
            #expect(try await site.client.get(path).code == 404)
            #expect(try await site.client.send("POST", "/certificatesigningrequests", body: body).code == 201)
        }
    }

    @Test(
        "Signers that are not for users sign nothing (P9)",
        arguments: [
            "flightctl.io/device-enrollment", "flightctl.io/device-management-renewal", "flightctl.io/ca",
            "flightctl.io/server-svc", "x",
        ])
    func refusedSigners(signer: String) async throws {
        try await Site.with { site in
            let request = Data(try SigningKey().certificateRequest(commonName: "client-enrollment").utf8)
                .base64EncodedString()
            let body = """
                {"apiVersion": "v1beta1", "kind": "CertificateSigningRequest", "metadata": {"name": "client-enrollment"},
                 "spec": {"request": "\(request)", "signerName": "\(signer)", "usages": ["clientAuth", "CA:false"]}}
                """
            #expect(try await site.client.send("POST", "/certificatesigningrequests", body: body).code == 400)
            #expect(try await site.client.get("/certificatesigningrequests").names == [])
        }
    }

    @Test("Deleting a device leaves a tombstone, takes its request along, and passes although git declares it")
    func deleteDevice() async throws {
        try await Repository.with { site, repository in
            let name = try await Self.request(site)
            let approval = try await site.client.send(
                "PUT", "/enrollmentrequests/\(name)/approval", body: #"{"approved": true, "labels": {}}"#)
            #expect(approval.code == 200)
            try await repository.commit(
                "a1", [("d.yaml", "apiVersion: v1beta1\nkind: Device\nmetadata: {name: \(name)}\nspec: {}\n")])
            let refused = try await site.client.send("DELETE", "/enrollmentrequests/\(name)")
            #expect(refused.code == 409)
            #expect(refused.message?.contains("delete the Device") == true)
            #expect(try await site.client.get("/enrollmentrequests/\(name)").code == 200)
            let deleted = try await site.client.send("DELETE", "/devices/\(name)")
            #expect(deleted.code == 200)
            #expect(try Contract.user().violations(deleted.body, schema: "Status").isEmpty)
            #expect(try await site.client.get("/devices/\(name)").code == 404)
            #expect(try await site.client.get("/enrollmentrequests/\(name)").code == 404)
            #expect(try await site.values("select name from device_tombstone") == [name])
            let actors = try await site.values(
                "select actor from event where reason = 'ResourceDeleted' and kind = 'Device'")
            #expect(actors == ["user:ada"])
            #expect(try await site.values("select count(*)::text from device_declaration") == ["1"])
        }
    }

    @Test("A request that waits is deleted, with an event that says by whom")
    func deleteRequest() async throws {
        try await Site.with { site in
            let name = try await Self.request(site)
            let answer = try await site.client.send(
                "DELETE", "/enrollmentrequests/\(name)", headers: [("X-Request-Id", "r-1")])
            #expect(answer.code == 200)
            #expect(try await site.client.get("/enrollmentrequests").names == [])
            #expect(
                try await site.values("select actor || ' ' || request_id from event where reason = 'ResourceDeleted'")
                    == ["user:ada r-1"])
            #expect(try await site.values("select count(*)::text from device_tombstone") == ["0"])
        }
    }
}
