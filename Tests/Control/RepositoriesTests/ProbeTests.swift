import Addresses
import FoundationEssentials
import Git
import Outbound
@testable import Repositories
import SQL
import Secrets
import Store
import TestSupport
import Testing

@Suite("Probes")
struct ProbeTests {
    @Test("A new Repository is Unknown until it was asked, then Accessible, and nothing is written after that")
    func rest() async throws {
        try await ProbeSite.with { _ in
            .reply(200)
        } _: { site in
            try await site.declare("web", #"{"type":"http","url":"\#(site.url)","validationSuffix":"/health"}"#)
            #expect(try await site.access("web").status == "Unknown")
            try await site.probe("web")
            #expect(try await site.access("web").status == "True")
            #expect(site.server.requests.map(\.target) == ["/health"])
            let before = try await site.store.database.everyRow()
            for _ in 0..<3 { try await site.probe("web") }
            #expect(try await site.store.database.everyRow() == before)
            #expect(try await site.events() == ["RepositoryAccessible"])
        }
    }

    @Test("A web server must answer 200", arguments: [204, 301, 401, 403, 404, 418, 429, 500, 503])
    func status(code: Int) async throws {
        try await ProbeSite.with { _ in
            .reply(code)
        } _: { site in
            try await site.declare("web", #"{"type":"http","url":"\#(site.url)"}"#)
            try await site.probe("web", failures: 1)
            let access = try await site.access("web")
            #expect(access.status == "False")
            #expect(access.reason == "Inaccessible")
            #expect(!access.message.isEmpty)
            #expect(access.message.contains("\(code)") || code == 301)
        }
    }

    @Test("Events tell of changes only, in both directions")
    func events() async throws {
        let isUp = Switch()
        try await ProbeSite.with { _ in
            .reply(isUp.isOn ? 200 : 503)
        } _: { site in
            try await site.declare("web", #"{"type":"http","url":"\#(site.url)"}"#)
            for isOn in [false, false, true, true, false] {
                isUp.isOn = isOn
                try await site.probe("web", failures: isOn ? 0 : 1)
            }
            #expect(
                try await site.events() == [
                    "RepositoryInaccessible", "RepositoryAccessible", "RepositoryInaccessible",
                ])
            #expect(try await site.texts("select failures::text from repository_poll") == ["1"])
        }
    }

    @Test("The credentials of the Repository are shown, and never in a condition")
    func credentials() async throws {
        let expected = "Basic \(Data("ada:canary".utf8).base64EncodedString())"
        try await ProbeSite.with {
            $0.headers["authorization"] == expected ? .reply(200) : .reply(401)
        } _: { site in
            try await site.declare(
                "web",
                #"{"type":"http","url":"\#(site.url)","httpConfig":{"username":"ada","password":"canary"}}"#)
            try await site.probe("web")
            try await site.declare(
                "wrong",
                #"{"type":"http","url":"\#(site.url)","httpConfig":{"username":"eve","password":"canary"}}"#)
            try await site.probe("wrong", failures: 1)
            #expect(try await !site.access("wrong").message.contains("canary"))
        }
    }

    @Test("A git repository is asked for its references; an empty one is accessible")
    func git() async throws {
        try await ProbeSite.with { _ in
            .reply(200)
        } _: { site in
            let repository = try await site.host.repository()
            try await site.declare("git", #"{"type":"git","url":"\#(repository.url)"}"#)
            try await site.probe("git")
            try await repository.commit(["a": .text("a")])
            try await site.probe("git")
            #expect(try await site.access("git").status == "True")
            site.host.behave(.status(500))
            try await site.probe("git", failures: 1)
            #expect(try await site.access("git").status == "False")
        }
    }

    @Test("A git repository that syncs read from is left to them; every other Repository is probed")
    func targets() async throws {
        try await ProbeSite.with { _ in
            .reply(200)
        } _: { site in
            try await site.declare("synced", #"{"type":"git","url":"http://127.0.0.1/a"}"#)
            try await site.declare("alone", #"{"type":"git","url":"http://127.0.0.1/b"}"#)
            try await site.declare("web", #"{"type":"http","url":"http://127.0.0.1/c"}"#)
            try await site.declare("images", #"{"type":"oci","registry":"127.0.0.1:5000"}"#)
            try await site.insert(
                "ResourceSync", "s", #"{"repository":"synced","targetRevision":"main","path":"/"}"#)
            try await site.insert("ResourceSync", "t", #"{"repository":"web","targetRevision":"main","path":"/"}"#)
            let targets = try await site.polls.look(busy: []).targets
            #expect(targets.map(\.key.name).sorted() == ["alone", "images", "web"])
            #expect(targets.compactMap(\.host).sorted() == ["127.0.0.1", "127.0.0.1", "127.0.0.1:5000"])
        }
    }

    @Test("Retry-After of a web server is obeyed")
    func retryAfter() async throws {
        try await ProbeSite.with { _ in
            .reply(503, ["Retry-After": "700"])
        } _: { site in
            try await site.declare("web", #"{"type":"http","url":"\#(site.url)"}"#)
            let answer = await site.polls.ask(site.key("web"))
            #expect(answer.outcome == .failure(retryAfter: .seconds(700), isHostAway: false))
        }
    }
}

@Suite("Registries")
struct RegistryTests {
    @Test("An open registry is accessible")
    func open() async throws {
        try await ProbeSite.with {
            $0.target == "/v2/" ? .reply(200) : .reply(404)
        } _: { site in
            try await site.declare("images", site.registry())
            try await site.probe("images")
            #expect(site.server.requests.count == 1)
        }
    }

    @Test("A registry that demands basic authentication gets user and password, and only then")
    func basic() async throws {
        let expected = "Basic \(Data("ada:secret".utf8).base64EncodedString())"
        try await ProbeSite.with { request in
            request.headers["authorization"] == expected
                ? .reply(200) : .reply(401, ["WWW-Authenticate": #"Basic realm="registry""#])
        } _: { site in
            try await site.declare("images", site.registry(password: "secret"))
            try await site.probe("images")
            #expect(site.server.requests.map { $0.headers["authorization"] } == [nil, expected])
            for (name, password) in [("none", nil), ("wrong", "guess")] {
                try await site.declare(name, site.registry(password: password))
                try await site.probe(name, failures: 1)
                #expect(try await site.access(name).status == "False")
            }
        }
    }

    @Test(
        "A registry that demands a token gets the one that its token server gives",
        arguments: ["token", "access_token"])
    func token(field: String) async throws {
        let expected = "Basic \(Data("ada:secret".utf8).base64EncodedString())"
        try await ProbeSite.with { request in
            let host = request.headers["host"] ?? ""
            if request.target == "/v2/" {
                return request.headers["authorization"] == "Bearer t0ken"
                    ? .reply(200)
                    : .reply(
                        401,
                        ["WWW-Authenticate": #"Bearer realm="http://\#(host)/token",service="registry one""#])
            }
            guard request.headers["authorization"] == expected else { return .reply(401) }
            return request.target == "/token?service=registry%20one&account=ada"
                ? .reply(200, [:], Array(#"{"\#(field)":"t0ken"}"#.utf8)) : .reply(404)
        } _: { site in
            try await site.declare("images", site.registry(password: "secret"))
            try await site.probe("images")
            try await site.declare("wrong", site.registry(password: "guess"))
            try await site.probe("wrong", failures: 1)
        }
    }

    @Test(
        "What is no answer to a challenge makes the registry inaccessible",
        arguments: [
            "Bearer", #"Bearer service="x""#, #"Bearer realm="""#, "Negotiate", "", #"Bearer realm="ftp://x/token""#,
            #"Bearer realm="/token""#,
        ])
    func badChallenge(challenge: String) async throws {
        try await ProbeSite.with { _ in
            .reply(401, ["WWW-Authenticate": challenge])
        } _: { site in
            try await site.declare("images", site.registry(password: "secret"))
            try await site.probe("images", failures: 1)
            #expect(try await !site.access("images").message.isEmpty)
        }
    }

    @Test(
        "A token server that gives no token makes the registry inaccessible",
        arguments: ["", "{}", "[]", #"{"token":""}"#, "x"])
    func noToken(body: String) async throws {
        try await ProbeSite.with { request in
            let host = request.headers["host"] ?? ""
            return request.target == "/v2/"
                ? .reply(401, ["WWW-Authenticate": #"Bearer realm="http://\#(host)/token""#])
                : .reply(200, [:], Array(body.utf8))
        } _: { site in
            try await site.declare("images", site.registry())
            try await site.probe("images", failures: 1)
        }
    }

    @Test(
        "Challenges are read as they are written",
        arguments: [
            (#"Bearer realm="https://a/b",service="c""#, "bearer", ["realm": "https://a/b", "service": "c"]),
            (#"bearer Realm=abc , scope = "x""#, "bearer", ["realm": "abc"]),
            (#"Basic realm="a \"quoted\" word""#, "basic", ["realm": #"a "quoted" word"#]),
            (#"Basic"#, "basic", [:]), (#"Bearer realm="open"#, "bearer", [:]),
        ])
    func challenge(header: String, scheme: String, parameters: [String: String]) {
        let parsed = AuthenticateChallenge.parse(header)
        #expect(parsed.first?.scheme == scheme)
        #expect(parsed.first?.parameters == parameters)
    }

    @Test("Several challenges in one header are told apart")
    func challenges() {
        let parsed = AuthenticateChallenge.parse(#"Negotiate, Basic realm="a", Bearer realm="b",service="c""#)
        #expect(parsed.map(\.scheme) == ["negotiate", "basic", "bearer"])
        #expect(parsed.map(\.parameters) == [[:], ["realm": "a"], ["realm": "b", "service": "c"]])
    }
}
