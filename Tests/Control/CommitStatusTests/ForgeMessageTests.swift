import Nodes
import Resources
import Store
import Testing

@testable import CommitStatus

@Suite("What a forge is told, and where")
struct ForgeMessageTests {
    static let commit = String(repeating: "a", count: 40)

    static func message(
        _ provider: CommitStatusTarget.Provider, _ address: String, _ outcome: CommitOutcome = .applied,
        _ description: String = "", api: String? = nil, context: String? = nil
    ) -> ForgeMessage? {
        var target = CommitStatusTarget()
        (target.provider, target.apiURL, target.context) = (provider, api, context)
        return ForgeMessage(outcome, description, commit: commit, sync: "berlin", target: target, address: address)
    }

    @Test(
        "The address is made from the repository's",
        arguments: [
            (.github, "https://github.com/acme/fleet.git", nil, "https://api.github.com/repos/acme/fleet/statuses/"),
            (.github, "git@github.com:acme/fleet.git", nil, "https://api.github.com/repos/acme/fleet/statuses/"),
            (
                .github, "ssh://git@ghe.example.com:2222/acme/fleet", nil,
                "https://ghe.example.com/api/v3/repos/acme/fleet/statuses/"
            ),
            (
                .github, "https://ghe.example.com/acme/fleet/", "https://api.example.com/x/",
                "https://api.example.com/x/repos/acme/fleet/statuses/"
            ),
            (
                .gitlab, "https://gitlab.com/acme/edge/fleet.git", nil,
                "https://gitlab.com/api/v4/projects/acme%2Fedge%2Ffleet/statuses/"
            ),
            (
                .gitlab, "http://git.example.com:8080/a.b/c_d-e~f", nil,
                "http://git.example.com:8080/api/v4/projects/a.b%2Fc_d-e~f/statuses/"
            ),
            (
                .gitea, "https://git.example.com/sub/acme/fleet.git", nil,
                "https://git.example.com/sub/api/v1/repos/acme/fleet/statuses/"
            ),
            (.gitea, "https://h/a b/c?d", nil, "https://h/api/v1/repos/a%20b/c%3Fd/statuses/"),
        ] as [(CommitStatusTarget.Provider, String, String?, String)])
    func addresses(_ provider: CommitStatusTarget.Provider, _ address: String, _ api: String?, _ expected: String) {
        #expect(Self.message(provider, address, api: api)?.url == expected + Self.commit)
    }

    @Test(
        "An address without a project is told to nobody",
        arguments: [
            "https://github.com", "https://github.com/", "https://github.com/acme", "fleet", "git@:a/b", "file:///a/b",
            "",
        ])
    func nowhere(_ address: String) {
        #expect(Self.message(.github, address) == nil)
    }

    @Test(
        "Each forge has its own words",
        arguments: [
            (.github, .seen, "pending"), (.github, .waiting, "pending"), (.github, .applied, "success"),
            (.github, .rejected, "failure"), (.gitlab, .rejected, "failed"), (.gitlab, .applied, "success"),
            (.gitea, .rejected, "failure"), (.gitea, .seen, "pending"), (.gitea, .rollingOut, "pending"),
            (.github, .rolledOut, "success"), (.github, .notRolledOut, "failure"), (.gitlab, .notRolledOut, "failed"),
            (.github, .superseded, "failure"), (.gitlab, .superseded, "canceled"),
        ] as [(CommitStatusTarget.Provider, CommitOutcome, String)])
    func words(_ provider: CommitStatusTarget.Provider, _ outcome: CommitOutcome, _ state: String) throws {
        let message = try #require(Self.message(provider, "https://h/a/b", outcome, "x"))
        let body = try JSON.parse(message.body)
        #expect(body["state"]?.string == state)
        let suffix = outcome.subject == .rollouts ? "/rollouts" : ""
        #expect(body[provider == .gitlab ? "name" : "context"]?.string == "martlet/berlin\(suffix)")
        #expect(body["description"]?.string?.isEmpty == false)
        let named = try #require(Self.message(provider, "https://h/a/b", outcome, context: "edge"))
        #expect(try JSON.parse(named.body)[provider == .gitlab ? "name" : "context"]?.string == "edge\(suffix)")
    }

    @Test("The name of the second status is as long as forges take, and keeps its end")
    func longContext() throws {
        let context = String(repeating: "x", count: 255)
        let message = try #require(Self.message(.gitea, "https://h/a/b", .rolledOut, "x", context: context))
        let told = try #require(try JSON.parse(message.body)["context"]?.string)
        #expect(told.count == 255 && told.hasSuffix("x/rollouts"))
    }

    @Test(
        "A description is one line, within what the forge takes",
        arguments: [(.github, 140), (.gitlab, 255), (.gitea, 255)] as [(CommitStatusTarget.Provider, Int)])
    func length(_ provider: CommitStatusTarget.Provider, _ most: Int) throws {
        let text = "fleets/x.yaml:5:3: unknown field\n" + String(repeating: "ü", count: 400)
        let long = try #require(Self.message(provider, "https://h/a/b", .rejected, text))
        let told = try #require(try JSON.parse(long.body)["description"]?.string)
        #expect(told.unicodeScalars.count == most)
        #expect(told.hasPrefix("Not applied: fleets/x.yaml:5:3: unknown field ü") && told.hasSuffix("…"))
        let exact = String(repeating: "x", count: most - "Applied: ".count)
        let whole = try #require(Self.message(provider, "https://h/a/b", .applied, exact))
        #expect(try JSON.parse(whole.body)["description"]?.string == "Applied: \(exact)")
    }

    @Test("The repository's authorities are for its own host only")
    func trust() {
        #expect(Self.message(.gitea, "https://h/a/b")?.isOnHost == true)
        #expect(Self.message(.gitea, "https://h/a/b", api: "https://h/x")?.isOnHost == true)
        #expect(Self.message(.gitea, "https://h/a/b", api: "https://h.evil/x")?.isOnHost == false)
        #expect(Self.message(.github, "https://github.com/a/b")?.isOnHost == false)
    }
}

@Suite("When a status is told again")
struct RetryDelayTests {
    @Test("Ever later, at most an hour apart, and then no more")
    func grows() {
        let delays = (0..<10).map { RetryDelay.next(after: $0, asked: nil) }
        #expect(delays.prefix(4) == [.seconds(10), .seconds(20), .seconds(40), .seconds(80)])
        #expect(delays.prefix(RetryDelay.mostAttempts - 1).allSatisfy { $0 != nil && $0! <= .seconds(3600) })
        #expect(delays.dropFirst(RetryDelay.mostAttempts - 1).allSatisfy { $0 == nil })
    }

    @Test("Never earlier than the server asked for, and not later than a day")
    func asked() {
        #expect(RetryDelay.next(after: 0, asked: .seconds(300)) == .seconds(300))
        #expect(RetryDelay.next(after: 0, asked: .seconds(1)) == .seconds(10))
        #expect(RetryDelay.next(after: 0, asked: .seconds(900_000)) == .seconds(86_400))
        #expect(RetryDelay.next(after: 7, asked: .seconds(1)) == nil)
    }
}
