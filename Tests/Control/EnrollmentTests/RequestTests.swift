import Enrollment
import Nodes
import SQL
import Store
import TestSupport
import Testing
import Wire

@Suite struct RequestTests {
    @Test("a request is stored and shown as the contract says, with conditions present")
    func stored() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            let body = try await house.service.submit(
                device.request(more: [("labels", .object([("site", .string("berlin"))])), ("osMode", .string("image"))]),
                house.scope)
            #expect(try Contract.agent().violations(method: "post", path: "/enrollmentrequests", code: 201, body: body) == [])
            let read = try await house.service.request(device.name, house.organization)
            #expect(read == body)
            #expect(try JSON.parse(read)["status"]?["conditions"]?.elements?.count == 0)
            #expect(try await house.reasons() == ["ResourceCreated EnrollmentRequest"])
        }
    }

    @Test("a name is taken once, before the approval and after it")
    func duplicates() async throws {
        try await House.with { house async throws in
            let device = try TestDevice()
            _ = try await house.service.submit(device.request(), house.scope)
            #expect(try await refusalCode { try await house.service.submit(device.request(), house.scope) } == 409)
            _ = try await house.service.decide(
                device.name, Array(#"{"approved":true,"labels":{}}"#.utf8), approver: "ada", house.scope)
            #expect(try await refusalCode { try await house.service.submit(device.request(), house.scope) } == 409)
        }
    }

    @Test(
        "what is no request is refused with 400 (P10)",
        arguments: [
            "", "[]", "null", "{", #"{"apiVersion":"v1beta1"}"#,
            #"{"apiVersion":"v2","metadata":{"name":"a"},"spec":{"csr":"x"}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"Not A Name"},"spec":{"csr":"x"}}"#,
            #"{"apiVersion":"v1beta1","metadata":{},"spec":{"csr":"x"}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"a"},"spec":{}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"a"},"spec":{"csr":7}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"a"},"spec":{"csr":"a\u0000b"}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"a"},"spec":{"csr":"x","labels":{"a b":"c"}}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"a"},"spec":{"csr":"x","osMode":"floppy"}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"a"},"spec":{"csr":"x","deviceStatus":{}}}"#,
            #"{"apiVersion":"v1beta1","metadata":{"name":"a"},"spec":{"csr":"x","deviceStatus":{"systemInfo":3}}}"#,
        ])
    func malformed(body: String) async throws {
        try await House.with { house async throws in
            let code = try await refusalCode { try await house.service.submit(Array(body.utf8), house.scope) }
            #expect(code == 400)
            #expect(try await house.value("select count(*)::text from enrollment_request") == "0")
        }
    }

    @Test("as many requests wait for a decision as may, and a repeated one is still told that it exists (P10)")
    func bounded() async throws {
        try await House.with(mostPending: 2) { house async throws in
            let devices = try [TestDevice(), TestDevice(), TestDevice()]
            for device in devices.prefix(2) { _ = try await house.service.submit(device.request(), house.scope) }
            #expect(try await refusalCode { try await house.service.submit(devices[2].request(), house.scope) } == 503)
            #expect(try await refusalCode { try await house.service.submit(devices[0].request(), house.scope) } == 409)
            #expect(try await house.value("select count(*)::text from enrollment_request") == "2")
        }
    }

    @Test("a request that is not there is 404")
    func absent() async throws {
        try await House.with { house async throws in
            let code = try await refusalCode { try await house.service.request("nobody", house.organization) }
            #expect(code == 404)
        }
    }
}
