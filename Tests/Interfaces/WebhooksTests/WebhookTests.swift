import Jobs
import SQL
import Store
import TestSupport
import Testing

@testable import Webhooks

@Suite("Webhooks")
struct WebhookTests {
    private static let address = "https://git.example.com/acme/fleet.git"

    @Test("A signed push of every provider makes its Repository due", arguments: WebhookProvider.allCases)
    func push(provider: WebhookProvider) async throws {
        try await HookSite.with { site in
            try await site.add("fleet", Self.address, secret: "s3cret")
            let answer = try await site.send(provider, Payload.push(provider), secret: "s3cret")
            #expect(answer.code == 202)
            #expect(try await site.due() == ["default/fleet"])
        }
    }

    @Test("An address is the same however it is written")
    func forms() async throws {
        let forms = [
            "https://git.example.com/acme/fleet.git", "https://git.example.com/acme/fleet",
            "https://git.example.com/acme/fleet/", "https://GIT.Example.COM/Acme/Fleet.git",
            "http://git.example.com:80/acme/fleet", "https://git.example.com:443//acme/fleet.git/",
            "ssh://git@git.example.com/acme/fleet.git", "ssh://git@git.example.com:22/acme/fleet",
            "git@git.example.com:acme/fleet.git", "git@git.example.com:/acme/fleet", "git.example.com:acme/fleet",
        ]
        try await HookSite.with { site in
            for (index, form) in forms.enumerated() { try await site.add("form-\(index)", form, secret: "s3cret") }
            #expect(try await site.send(.github, Payload.push(.github), secret: "s3cret").code == 202)
            #expect(Set(try await site.due()) == Set(forms.indices.map { "default/form-\($0)" }))
        }
    }

    @Test("Another repository is another")
    func others() async throws {
        let others = [
            "https://git.example.com/acme/fleet2", "https://git.example.com/acme/fleet/git",
            "https://git.example.com:8443/acme/fleet", "https://example.com/acme/fleet",
            "https://git.example.com/other/acme/fleet", "https://git.example.com/acme", "", "/", "://",
            "git@:acme/fleet",
        ]
        try await HookSite.with { site in
            for (index, other) in others.enumerated() { try await site.add("other-\(index)", other, secret: "s3cret") }
            #expect(try await site.send(.github, Payload.push(.github), secret: "s3cret").code == 401)
            #expect(try await site.due() == [])
        }
    }

    @Test("Whoever does not know the secret gets one answer, byte for byte", arguments: WebhookProvider.allCases)
    func refusals(provider: WebhookProvider) async throws {
        try await HookSite.with { site in
            try await site.add("fleet", Self.address, secret: "s3cret")
            try await site.add("open", "https://git.example.com/acme/open", secret: nil)
            try await site.add("broken", "https://git.example.com/acme/broken", secret: "MARTLET_SECRET_MISSING")
            let push = Payload.push(provider)
            let path = "/api/v1/webhooks/\(provider.rawValue)"
            let answers = [
                try await site.send(provider, push, secret: "wrong"),
                try await site.send(provider, push, secret: "wrong", event: "ping"),
                try await site.send(provider, Payload.push(provider, host: "nowhere.example.com"), secret: "s3cret"),
                try await site.send(provider, push.replacing("acme/fleet", with: "acme/open"), secret: "s3cret"),
                try await site.send(provider, push.replacing("acme/fleet", with: "acme/broken"), secret: "s3cret"),
                try await site.send(provider, "{", secret: "s3cret"),
                try await site.send(provider, "", secret: "s3cret"),
                try await site.post(path, Array(push.utf8), []),
                try await site.post(path, Array(push.utf8), [("Authorization", "Bearer s3cret")]),
            ]
            for answer in answers {
                #expect(answer.code == 401)
                #expect(answer.body == answers[0].body)
                #expect(answer.headers == answers[0].headers)
            }
            #expect(try await site.due() == [])
        }
    }

    @Test("Of Repositories with one address, each is opened by its own secret")
    func organizations() async throws {
        try await HookSite.with { site in
            try await site.add(organization: "other")
            try await site.add("fleet", Self.address, secret: "first")
            try await site.add("again", "git@git.example.com:acme/fleet.git", secret: "first")
            try await site.add("fleet", Self.address, secret: "second", organization: "other")
            #expect(try await site.send(.github, Payload.push(.github), secret: "second").code == 202)
            #expect(try await site.due() == ["other/fleet"])
            #expect(try await site.send(.github, Payload.push(.github), secret: "first").code == 202)
            #expect(try await site.due() == ["default/again", "default/fleet", "other/fleet"])
        }
    }

    @Test("Other events than pushes are answered and change nothing", arguments: WebhookProvider.allCases)
    func ping(provider: WebhookProvider) async throws {
        try await HookSite.with { site in
            try await site.add("fleet", Self.address, secret: "s3cret")
            let answer = try await site.send(provider, Payload.push(provider), secret: "s3cret", event: "ping")
            #expect(answer.code == 204)
            #expect(try await site.due() == [])
        }
    }

    @Test("More than a mebibyte is refused, announced or not (P10)", arguments: [true, false])
    func size(streamed: Bool) async throws {
        try await HookSite.with { site in
            try await site.add("fleet", Self.address, secret: "s3cret")
            let push = Array(Payload.push(.github).utf8)
            let path = "/api/v1/webhooks/github"
            for (size, code) in [(1 << 20, 202), (1 << 20 + 1, 413)] {
                let body = push + [UInt8](repeating: UInt8(ascii: " "), count: size - push.count)
                let headers = HookSite.headers(.github, body, secret: "s3cret")
                #expect(try await site.post(path, body, headers, streamed: streamed).code == code)
            }
        }
    }

    @Test("A flood writes one row and wakes once, until somebody has looked")
    func flood() async throws {
        try await HookSite.with { site in
            try await site.add("fleet", Self.address, secret: "s3cret")
            let push = Payload.push(.github)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<25 where try await site.send(.github, push, secret: "s3cret").code != 202 {
                            return 1
                        }
                        return 0
                    }
                }
                for try await refused in group { #expect(refused == 0) }
            }
            let written = try await site.store.database.read {
                try $0.query("select count(*) from repository_hook where due").one().int(0)
            }
            #expect(written == 1)
            let candidates = try await site.store.database.read {
                try RepositoryHooks.candidates($0, addresses: [Self.address])
            }
            #expect(try await site.store.database.transaction { try RepositoryHooks.receive($0, candidates) } == 0)
            _ = try await site.store.database.transaction { try RepositoryHooks.take($0) }
            #expect(try await site.due() == [])
            #expect(try await site.store.database.transaction { try RepositoryHooks.receive($0, candidates) } == 1)
        }
    }

    @Test("A provider that is none, and any method but POST, are not found")
    func unknown() async throws {
        try await HookSite.with { site in
            for path in ["/api/v1/webhooks/sourcehut", "/api/v1/webhooks", "/api/v1/webhooks/github/x"] {
                let answer = try await site.post(path, Array(), [])
                #expect(answer.code == 404)
            }
        }
    }

    @Test("Webhooks are relied upon while changes follow them, and no longer once a poll finds a change before them")
    func reliability() async throws {
        try await HookSite.with { site in
            try await site.add("fleet", Self.address, secret: "s3cret")
            #expect(try await site.send(.github, Payload.push(.github), secret: "s3cret").code == 202)
            #expect(try await site.reliable() == [])
            try await site.foundChange()
            #expect(try await site.reliable() == ["fleet"])
            try await site.change("update repository_hook set proven_at = now() - interval '25 hours'")
            #expect(try await site.reliable() == [])
            try await site.foundChange()
            #expect(try await site.reliable() == ["fleet"])
            try await site.change("update repository_hook set received_at = now() - interval '6 minutes'")
            try await site.foundChange()
            #expect(try await site.reliable() == [])
        }
    }
}

extension HookSite {
    fileprivate func reliable() async throws -> [String] {
        try await store.database.read { try RepositoryHooks.reliable($0).map(\.repository) }
    }

    fileprivate func foundChange() async throws {
        try await store.database.transaction { connection in
            guard let organization = try Organizations.all(connection).first else { return }
            try RepositoryHooks.foundChange(connection, organization.id, repository: "fleet")
        }
    }

    fileprivate func change(_ script: String) async throws {
        try await store.database.transaction { try $0.execute(script: script) }
    }
}
