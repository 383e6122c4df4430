import Nodes
import Testing

@testable import DeviceAgent

struct AnswerTests {
    @Test(
        "only the service's own words in a 404 mean that the device was deleted",
        arguments: [
            (404, #"{"message":"Device of name \"abc\" not found"}"#, true),
            (404, #"Device of name abc not found"#, true),
            (404, #"{"message":"API Error: no matching operation was found"}"#, false),
            (404, #"{"message":"TemplateVersion of name \"abc\" not found"}"#, false),
            (404, #"{"message":"Organization not found"}"#, false),
            (404, #"not found: Device of name abc"#, false),
            (404, "<html>404 Not Found</html>", false),
            (404, "", false),
            (200, #"{"message":"Device of name \"abc\" not found"}"#, false),
            (410, #"{"message":"Device of name \"abc\" not found"}"#, false),
            (500, #"{"message":"Device of name \"abc\" not found"}"#, false),
            (503, #"{"message":"Device of name \"abc\" not found"}"#, false),
            (401, #"{"message":"Device of name \"abc\" not found"}"#, false),
        ])
    func deletion(_ status: Int, _ body: String, _ isDeletion: Bool) {
        let answer = PollAnswer(ServiceAnswer(status: status, retryAfter: nil, body: Array(body.utf8)))
        if case .deleted = answer { #expect(isDeletion) } else { #expect(!isDeletion) }
    }

    @Test("an answer without news is not an error", arguments: [204, 409])
    func nothingNew(_ status: Int) {
        guard case .nothingNew = PollAnswer(ServiceAnswer(status: status, retryAfter: nil, body: [])) else {
            return #expect(Bool(false), "\(status)")
        }
    }

    @Test(
        "any other answer is a failure that carries the service's wish",
        arguments: [301, 400, 401, 403, 404, 429, 500, 503])
    func failures(_ status: Int) {
        let answer = ServiceAnswer(status: status, retryAfter: .seconds(7), body: Array(#"{"message":"why"}"#.utf8))
        guard case .failed(let error, let wait) = PollAnswer(answer) else { return #expect(Bool(false), "\(status)") }
        #expect(wait == .seconds(7))
        #expect(error.message.contains("\(status)") && error.message.contains("why"))
    }

    @Test(
        "the conditions of an enrolment request decide, whatever their status",
        arguments: [
            (#"{"status":{"conditions":[]}}"#, EnrollmentDecision.waiting),
            (#"{"status":{"conditions":[{"type":"TPMVerified","status":"False"}]}}"#, .waiting),
            (#"{"status":{"conditions":[{"type":"Approved","status":"True"}]}}"#, .waiting),
            (#"{"status":{"certificate":"","conditions":[{"type":"Approved"}]}}"#, .waiting),
            (#"{"status":{"certificate":"PEM","conditions":[]}}"#, .waiting),
            (
                #"{"status":{"certificate":"PEM","conditions":[{"type":"Approved","status":"False"}]}}"#,
                .approved(certificate: "PEM")
            ),
            (#"{"status":{"conditions":[{"type":"Denied","status":"False","message":"no"}]}}"#, .refused(reason: "no")),
            (
                #"{"status":{"certificate":"PEM","conditions":[{"type":"Approved"},{"type":"Failed"}]}}"#,
                .refused(reason: "Failed")
            ),
        ])
    func enrollment(_ text: String, _ decision: EnrollmentDecision) throws {
        #expect(try EnrollmentDecision.read(try JSON.parse(Array(text.utf8))) == decision)
    }

    @Test(
        "an enrolment request without conditions is not an answer",
        arguments: ["{}", #"{"status":{}}"#, #"{"status":{"conditions":null}}"#])
    func noConditions(_ text: String) throws {
        let node = try JSON.parse(Array(text.utf8))
        #expect(throws: AgentError.self) { try EnrollmentDecision.read(node) }
    }

    @Test("delays grow to their maximum, keep to their jitter, and never undercut what the service asks")
    func backoff() {
        var backoff = Backoff(base: .seconds(5), factor: 2, maximum: .seconds(300), jitter: 0.2)
        #expect(
            (0..<8).map { _ in backoff.delay(random: 0.5) } == [5, 10, 20, 40, 80, 160, 300, 300].map { .seconds($0) })
        #expect(backoff.delay(random: 0) == .seconds(240))
        #expect(backoff.delay(random: 1) == .seconds(360))
        #expect(backoff.delay(asked: .seconds(900), random: 0.5) == .seconds(900))
        backoff.reset()
        #expect(backoff.delay(random: 0.5) == .seconds(5))
    }

    @Test(
        "addresses of services",
        arguments: [
            ("https://a.example:7443", "a.example", ":7443", ""), ("https://a.example", "a.example", "", ""),
            ("https://[::1]:7443/sub/", "[::1]", ":7443", "/sub"), ("https://10.0.0.1:1", "10.0.0.1", ":1", ""),
        ])
    func addresses(_ text: String, _ host: String, _ port: String, _ path: String) throws {
        let address = try #require(ServiceAddress(text))
        #expect((address.host, address.port, address.path) == (host, port, path))
        #expect(address.url(named: "other") == "https://other\(port)\(path)")
    }

    @Test(
        "what is not an https address is refused",
        arguments: [
            "", "https://", "http://a", "a.example:7443", "https://user@a", "https://a:port", "https://a:99999",
            "https://:7443",
        ])
    func noAddress(_ text: String) { #expect(ServiceAddress(text) == nil) }
}
