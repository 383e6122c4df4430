@testable import Delivery
import Nodes
import Repositories
import TestSupport
import Testing

@Suite("Outside places that cannot be looked at")
struct UnreachableDependencyTests {
    @Test("A place that cannot be looked at is told of once, and what was frozen stays in force")
    func unreachable() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: Drawing.http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            site.document.fail(503)
            for _ in 0..<3 { try await site.fixture.poll(fails: true) }
            try await site.fixture.settle(early: true)
            #expect(try await site.fixture.events("DependencySyncProbeFailed") == ["Fleet f"])
            #expect(try await site.fixture.delivered("d1") == ["/etc/motd": "one of /base/motd"])
            site.document.fail(200)
            try await site.fixture.poll()
            #expect(try await site.fixture.texts("select coalesce(problem, '-') from dependency") == ["-"])
            site.document.fail(404)
            try await site.fixture.poll(fails: true)
            #expect(try await site.fixture.events("DependencySyncProbeFailed").count == 2)
        }
    }

    @Test("Retry-After of a web server is obeyed")
    func retryAfter() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: Drawing.http())
            try await site.fixture.settle()
            site.document.fail(429)
            let polls = DependencyPolls(engine: site.fixture.engine, interval: .seconds(900))
            let key = try #require(try await polls.look(busy: []).targets.first?.key)
            let answer = await polls.ask(key)
            #expect(answer.outcome == .failure(retryAfter: .seconds(4000), isHostAway: false))
        }
    }
}

@Suite("A host that is away")
struct AbsenceTests {
    @Test("A template version waits until its sources can be read: the fleet says why and when, and runs what it has")
    func templateVersion() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: Drawing.http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            site.document.fail(500)
            try await site.fixture.declare(fleet: "f", template: Drawing.http("/other"))
            for _ in 0..<12 { try await site.fixture.settle(early: true) }
            #expect(try await site.fixture.versions() == ["d1=1"])
            let valid = try #require(try await site.fixture.condition("Valid", ofFleet: "f"))
            #expect(valid["status"]?.string == "False")
            #expect(valid["message"]?.string?.contains("500") == true)
            #expect(try await site.fixture.nextAttempt(ofFleet: "f") != nil)
            #expect(try await site.fixture.events("FleetInvalid") == ["Fleet f"])
            #expect(try await site.fixture.texts("select state::text from template_version order by id") == ["1", "0"])
            site.document.fail(200)
            try await site.fixture.settle(early: true)
            #expect(try await site.fixture.delivered("d1") == ["/etc/motd": "one of /base/other"])
            #expect(try await site.fixture.condition("Valid", ofFleet: "f")?["status"]?.string == "True")
            #expect(try await site.fixture.nextAttempt(ofFleet: "f") == nil)
        }
    }

    @Test("Devices that wait for a place delay no others, say why, and go on by themselves when it is back")
    func devices() async throws {
        try await Site.with { site in
            site.document.fail(503)
            try await site.fixture.declare(fleet: "waits", template: Drawing.http("/{{ .metadata.labels.site }}"))
            try await site.fixture.declare(fleet: "works", template: #"{"os":{"image":"quay.io/acme/os:v1"}}"#)
            try await site.fixture.enroll([
                "d1": #"{"fleet":"waits","site":"x"}"#, "d2": #"{"fleet":"works"}"#, "d3": "{}",
            ])
            try await site.fixture.declare(device: "d3", spec: Drawing.http("/own"))
            try await site.fixture.settle()
            #expect(try await site.fixture.versions() == ["d1=0", "d2=1", "d3=0"])
            let errors = try await site.fixture.texts(
                "select error from device_target where stale and error is not null")
            #expect(errors.count == 2)
            #expect(errors.allSatisfy { $0.contains("503") })
            for name in ["d1", "d3"] { #expect(try await site.fixture.nextAttempt(ofDevice: name) != nil) }
            #expect(try await site.fixture.nextAttempt(ofDevice: "d2") == nil)
            site.document.fail(200)
            try await site.fixture.settle(early: true)
            #expect(try await site.fixture.versions() == ["d1=1", "d2=1", "d3=1"])
            #expect(
                try await site.fixture.texts("select coalesce(error, '-') from device_target") == ["-", "-", "-"])
            #expect(try await site.fixture.nextAttempt(ofDevice: "d1") == nil)
        }
    }

    @Test("A device that fails when it has waited is told of, and of the same failure once")
    func failsAfterwards() async throws {
        try await Site.with { site in
            site.document.fail(503)
            try await site.fixture.declare(fleet: "waits", template: Drawing.http("/{{ .metadata.labels.site }}"))
            try await site.fixture.enroll(["d1": #"{"fleet":"waits","site":"x"}"#])
            try await site.fixture.settle()
            #expect(try await site.fixture.events("DeviceSpecInvalid").isEmpty)
            for labels in [#"{"fleet":"waits"}"#, #"{"fleet":"waits","other":"label"}"#] {
                try await site.fixture.label("d1", labels)
                try await site.fixture.deliver()
                #expect(try await site.fixture.events("DeviceSpecInvalid") == ["Device d1"])
            }
        }
    }

    @Test("Delivery itself asks nobody: it never waits for a host")
    func asksNobody() async throws {
        try await Site.with { site in
            try await site.fixture.enroll(["d1": "{}"])
            try await site.fixture.declare(device: "d1", spec: Drawing.http())
            try await site.fixture.deliver()
            #expect(site.server.requests.isEmpty)
            let errors = try await site.fixture.texts("select error from device_target")
            #expect(errors.first?.contains("is being fetched from Repository/web") == true)
        }
    }
}
