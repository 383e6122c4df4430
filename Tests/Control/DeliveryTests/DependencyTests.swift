import Store
import TestSupport
import Testing

@Suite("Outside places that specs draw on")
struct DependencyTests {
    @Test("A document of a web server is delivered as a file, and a changed one makes a new template version")
    func document() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: Drawing.http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            #expect(try await site.fixture.delivered("d1") == ["/etc/motd": "one of /base/motd"])
            site.document.set("two", tag: "\"2\"")
            try await site.fixture.poll()
            try await site.fixture.settle()
            #expect(try await site.fixture.delivered("d1") == ["/etc/motd": "two of /base/motd"])
            #expect(try await site.fixture.versions() == ["d1=2"])
            #expect(try await site.fixture.texts("select name from template_version order by id").count == 2)
            #expect(try await site.fixture.events("DependencyChangeDetected") == ["Fleet f"])
        }
    }

    @Test("A document that has not changed is not sent again, and nothing is written")
    func conditional() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: Drawing.http())
            try await site.fixture.settle()
            try await site.fixture.poll()
            let before = try await site.fixture.store.database.everyRow()
            let asked = site.server.requests.count
            for _ in 0..<3 { try await site.fixture.poll() }
            #expect(try await site.fixture.store.database.everyRow() == before)
            let later = site.server.requests.dropFirst(asked)
            #expect(later.count == 3)
            #expect(later.allSatisfy { $0.headers["if-none-match"] == "\"1\"" })
        }
    }

    @Test("A server without tags is compared by what it sends")
    func withoutTag() async throws {
        try await Site.with { site in
            site.document.set("one", tag: nil)
            try await site.fixture.declare(fleet: "f", template: Drawing.http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            try await site.fixture.poll()
            let before = try await site.fixture.store.database.everyRow()
            try await site.fixture.poll()
            #expect(try await site.fixture.store.database.everyRow() == before)
            site.document.set("two", tag: nil)
            try await site.fixture.poll()
            try await site.fixture.settle()
            #expect(try await site.fixture.delivered("d1") == ["/etc/motd": "two"])
        }
    }

    @Test("Many fleets that draw on one place ask it once")
    func shared() async throws {
        try await Site.with { site in
            for number in 0..<5 { try await site.fixture.declare(fleet: "f\(number)", template: Drawing.http()) }
            try await site.fixture.settle()
            let asked = site.server.requests.count
            try await site.fixture.poll()
            #expect(site.server.requests.count == asked + 1)
            site.document.set("two", tag: "\"2\"")
            try await site.fixture.poll()
            #expect(try await site.fixture.texts("select key from job where kind = 'refresh'").count == 5)
            #expect(try await site.fixture.events("DependencyChangeDetected").count == 5)
        }
    }

    @Test("A place that was looked at and is refreshed is at rest again, back and forth as often as it changes")
    func backAndForth() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: Drawing.http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            for (round, body) in ["two", "one", "two", "one"].enumerated() {
                site.document.set(body, tag: "\"\(body)\(round)\"")
                try await site.fixture.poll()
                try await site.fixture.settle()
                #expect(try await site.fixture.delivered("d1") == ["/etc/motd": "\(body) of /base/motd"])
            }
            #expect(try await site.fixture.versions() == ["d1=5"])
        }
    }

    @Test("A device of no fleet is rendered anew when what its own spec draws on changes")
    func loneDevice() async throws {
        try await Site.with { site in
            try await site.fixture.enroll(["d1": "{}", "d2": "{}", "d3": "{}"])
            for name in ["d1", "d2"] { try await site.fixture.declare(device: name, spec: Drawing.http()) }
            try await site.fixture.settle()
            #expect(try await site.fixture.delivered("d1") == ["/etc/motd": "one of /base/motd"])
            #expect(site.server.requests.count == 1)
            site.document.set("two", tag: "\"2\"")
            try await site.fixture.poll()
            #expect(try await site.fixture.events("DependencyChangeDetected").sorted() == ["Device d1", "Device d2"])
            try await site.fixture.settle()
            #expect(try await site.fixture.delivered("d2") == ["/etc/motd": "two of /base/motd"])
            #expect(try await site.fixture.versions() == ["d1=2", "d2=2", "d3=1"])
        }
    }
}
