import TestSupport
import Testing

@Suite("Outside places that placeholders name")
struct PlaceholderDependencyTests {
    @Test("References with placeholders are tracked as each device has them: a change reaches those that it is for")
    func placeholders() async throws {
        try await Site.with { site in
            let repository = try await site.fixture.host.repository()
            try await repository.commit(["x/etc/a": .text("x1"), "y/etc/a": .text("y1")])
            try await repository.git("branch", "north")
            try await repository.git("branch", "south")
            try await site.fixture.declare(repository: "r", url: repository.url)
            try await site.fixture.declare(
                fleet: "f", template: Drawing.git("{{ .metadata.labels.branch }}", path: "/{{ .metadata.labels.site }}")
            )
            try await site.fixture.enroll([
                "d1": #"{"fleet":"f","branch":"north","site":"x"}"#,
                "d2": #"{"fleet":"f","branch":"south","site":"y"}"#,
            ])
            try await site.fixture.settle()
            #expect(try await site.fixture.versions() == ["d1=1", "d2=1"])
            try await repository.commit(["x/etc/a": .text("x2")], branch: "north")
            try await site.fixture.poll()
            try await site.fixture.settle()
            #expect(try await site.fixture.delivered("d1") == ["/etc/a": "x2"])
            #expect(try await site.fixture.delivered("d2") == ["/etc/a": "y1"])
            #expect(try await site.fixture.versions() == ["d1=2", "d2=1"])
        }
    }

    @Test("Suffixes with placeholders are fetched for each device that has another one")
    func suffixes() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: Drawing.http("/{{ .metadata.labels.site }}"))
            try await site.fixture.enroll([
                "d1": #"{"fleet":"f","site":"x"}"#, "d2": #"{"fleet":"f","site":"y"}"#,
                "d3": #"{"fleet":"f","site":"x"}"#,
            ])
            try await site.fixture.settle()
            #expect(try await site.fixture.delivered("d2") == ["/etc/motd": "one of /base/y"])
            #expect(try await site.fixture.delivered("d3") == ["/etc/motd": "one of /base/x"])
            #expect(site.server.requests.count == 2)
        }
    }
}
