import HTTPTypes
import Testing

@testable import AgentAPI

@Suite("What is a long poll") struct PollRequestTests {
    private static func poll(_ path: String?, _ method: HTTPRequest.Method = .get) -> PollRequest? {
        PollRequest(HTTPRequest(method: method, scheme: "https", authority: "a", path: path))
    }

    @Test(
        "A device and the version it has",
        arguments: [
            "/api/v1/devices/abc/rendered?knownRenderedVersion=7",
            "/api/v1beta1/devices/abc/rendered?knownRenderedVersion=7",
            "/api/v1/devices/abc/rendered?x=y&knownRenderedVersion=7&z",
        ])
    func isPoll(path: String) {
        #expect(Self.poll(path)?.device == "abc")
        #expect(Self.poll(path)?.known == 7)
    }

    @Test(
        "Anything else, however odd, is for its handler",
        arguments: [
            nil, "", "?", "??", "/", "/?", "?knownRenderedVersion=7", "//////?knownRenderedVersion=7",
            "/api/v1/devices/abc/rendered", "/api/v1/devices/abc/rendered?", "/api/v1/devices/abc/rendered?known=7",
            "/api/v1/devices/abc/rendered?knownRenderedVersion=", "/api/v1/devices/abc/rendered?knownRenderedVersion=x",
            "/api/v1/devices/abc/rendered?knownRenderedVersion=99999999999999999999",
            "/api/v1/devices/abc/status?knownRenderedVersion=7", "/api/v1/fleets/abc/rendered?knownRenderedVersion=7",
            "/api/v1/devices/abc/rendered/x?knownRenderedVersion=7",
        ])
    func isNone(path: String?) { #expect(Self.poll(path) == nil) }

    @Test("Other methods are no polls", arguments: [HTTPRequest.Method.put, .head, .post])
    func methods(method: HTTPRequest.Method) {
        #expect(Self.poll("/api/v1/devices/abc/rendered?knownRenderedVersion=7", method) == nil)
    }
}
