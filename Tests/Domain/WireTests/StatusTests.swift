import Nodes
import Testing
import Wire

@Suite("The status body")
struct StatusTests {
    @Test(
        "has the fields and reasons of the reference",
        arguments: [
            (200, "Success", "OK"), (400, "Failure", "Bad Request"), (401, "Failure", "Unauthorized"),
            (403, "Failure", "Forbidden"), (404, "Failure", "Not Found"), (409, "Failure", "Conflict"),
            (418, "Failure", "Auth not configured"), (429, "Failure", "TooManyRequests"),
            (500, "Failure", "Internal Server Error"), (501, "Failure", "Not Implemented"),
            (503, "Failure", "Service Unavailable"),
        ])
    func fields(code: Int, status: String, reason: String) throws {
        let message = "Fleet of name \"a\\b\" not found\n\u{1}"
        let node = try JSON.parse(Status(code: code, message: message).json(), limits: .wire)
        #expect(node.entries?.map(\.key) == ["apiVersion", "code", "kind", "message", "reason", "status"])
        #expect(node["apiVersion"]?.string == "flightctl.io/v1beta1")
        #expect(node["kind"]?.string == "Status")
        #expect(node["code"]?.integer == Int64(code))
        #expect(node["status"]?.string == status)
        #expect(node["reason"]?.string == reason)
        #expect(node["message"]?.string == message)
    }

    @Test("of an unknown version has only code and message")
    func bare() throws {
        let node = try JSON.parse(Status(code: 406, message: "m").bareJSON(), limits: .wire)
        #expect(node["code"]?.integer == 406 && node["message"]?.string == "m")
        for key in ["apiVersion", "kind", "reason", "status"] { #expect(node[key]?.string == "") }
    }

    @Test("goes with versions that are accepted", arguments: ["", "v1beta1", "flightctl.io/v1beta1"])
    func accepted(text: String) {
        #expect(APIVersion.beta.accepts(text))
    }

    @Test(
        "goes without versions that are not",
        arguments: ["v1", "v1beta2", "flightctl.io/", "flightctl.io/v1", "V1BETA1", " "])
    func refused(text: String) {
        #expect(!APIVersion.beta.accepts(text))
    }

    @Test(
        "stands under both spellings of the base path",
        arguments: [
            ("/api/v1beta1", "/api/v1"), ("/api/v1beta1/fleets", "/api/v1/fleets"), ("/api/v1beta1?x=1", "/api/v1?x=1"),
            ("/api/v1/fleets", "/api/v1/fleets"), ("/api/v1beta12/fleets", "/api/v1beta12/fleets"), ("/", "/"),
        ])
    func paths(given: String, canonical: String) {
        #expect(APIPath.canonical(given) == canonical)
    }
}
