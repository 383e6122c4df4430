import Synchronization
import TestSupport

/// A web server whose document a test can change.
final class Document: Sendable {
    private struct State {
        var body = "one"
        var status = 200
        var tag: String? = "\"1\""
    }
    private let state = Mutex(State())

    func set(_ body: String, tag: String?) {
        state.withLock { ($0.body, $0.tag) = (body, tag) }
    }

    func fail(_ status: Int) { state.withLock { $0.status = status } }

    func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
        state.withLock { state in
            guard state.status == 200 else { return .reply(state.status, ["Retry-After": "4000"]) }
            guard let tag = state.tag else { return .reply(200, [:], Array(state.body.utf8)) }
            if request.headers["if-none-match"] == tag { return .reply(304) }
            return .reply(200, ["ETag": tag], Array("\(state.body) of \(request.target)".utf8))
        }
    }
}

/// A store, a git host and a web server.
struct Site: Sendable {
    let fixture: DeliveryFixture
    let server: LoopbackServer
    let document: Document

    static func with(_ body: @Sendable (Site) async throws -> Void) async throws {
        let document = Document()
        try await DeliveryFixture.with { fixture in
            try await LoopbackServer.with(answer: { document.answer($0) }) { server in
                try await fixture.declare(
                    repository: "web", url: "http://127.0.0.1:\(server.port)/base", type: "http")
                try await body(Site(fixture: fixture, server: server, document: document))
            }
        }
    }
}

/// Templates that draw on outside places.
enum Drawing {
    /// A template of a document of the web server.
    static func http(_ suffix: String = "/motd") -> String {
        #"{"config":[{"name":"page","httpRef":{"repository":"web","suffix":"\#(suffix)","filePath":"/etc/motd"}}]}"#
    }

    /// A template of a tree of the repository.
    static func git(_ revision: String = "main", path: String = "/config") -> String {
        #"{"config":[{"name":"t","gitRef":{"repository":"r","targetRevision":"\#(revision)","path":"\#(path)"}}]}"#
    }
}
