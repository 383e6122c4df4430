@testable import Delivery
import Nodes
import Repositories
import Resources
import SQL
import Store
import Synchronization
import TestSupport
import Testing
import Wire

/// A web server whose document a test can change.
private final class Document: Sendable {
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

private func http(_ suffix: String = "/motd") -> String {
    #"{"config":[{"name":"page","httpRef":{"repository":"web","suffix":"\#(suffix)","filePath":"/etc/motd"}}]}"#
}

private func git(_ revision: String = "main", path: String = "/config") -> String {
    #"{"config":[{"name":"t","gitRef":{"repository":"r","targetRevision":"\#(revision)","path":"\#(path)"}}]}"#
}

@Suite("Outside places that specs draw on")
struct DependencyTests {
    @Test("A document of a web server is delivered as a file, and a changed one makes a new template version")
    func document() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            #expect(try await site.fixture.files("d1") == ["/etc/motd": "one of /base/motd"])
            site.document.set("two", tag: "\"2\"")
            try await site.fixture.poll()
            try await site.fixture.settle()
            #expect(try await site.fixture.files("d1") == ["/etc/motd": "two of /base/motd"])
            #expect(try await site.fixture.versions() == ["d1=2"])
            #expect(try await site.fixture.texts("select name from template_version order by id").count == 2)
            #expect(try await site.fixture.events("DependencyChangeDetected") == ["Fleet f"])
        }
    }

    @Test("A document that has not changed is not sent again, and nothing is written")
    func conditional() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: http())
            try await site.fixture.settle()
            try await site.fixture.poll()
            let before = try await site.fixture.rows()
            let asked = site.server.requests.count
            for _ in 0..<3 { try await site.fixture.poll() }
            #expect(try await site.fixture.rows() == before)
            let later = site.server.requests.dropFirst(asked)
            #expect(later.count == 3)
            #expect(later.allSatisfy { $0.headers["if-none-match"] == "\"1\"" })
        }
    }

    @Test("A server without tags is compared by what it sends")
    func withoutTag() async throws {
        try await Site.with { site in
            site.document.set("one", tag: nil)
            try await site.fixture.declare(fleet: "f", template: http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            try await site.fixture.poll()
            let before = try await site.fixture.rows()
            try await site.fixture.poll()
            #expect(try await site.fixture.rows() == before)
            site.document.set("two", tag: nil)
            try await site.fixture.poll()
            try await site.fixture.settle()
            #expect(try await site.fixture.files("d1") == ["/etc/motd": "two"])
        }
    }

    @Test("Many fleets that draw on one place ask it once")
    func shared() async throws {
        try await Site.with { site in
            for number in 0..<5 { try await site.fixture.declare(fleet: "f\(number)", template: http()) }
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
            try await site.fixture.declare(fleet: "f", template: http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            for (round, body) in ["two", "one", "two", "one"].enumerated() {
                site.document.set(body, tag: "\"\(body)\(round)\"")
                try await site.fixture.poll()
                try await site.fixture.settle()
                #expect(try await site.fixture.files("d1") == ["/etc/motd": "\(body) of /base/motd"])
            }
            #expect(try await site.fixture.versions() == ["d1=5"])
        }
    }

    @Test("A device of no fleet is rendered anew when what its own spec draws on changes")
    func loneDevice() async throws {
        try await Site.with { site in
            try await site.fixture.enroll(["d1": "{}", "d2": "{}", "d3": "{}"])
            for name in ["d1", "d2"] { try await site.fixture.declare(device: name, spec: http()) }
            try await site.fixture.settle()
            #expect(try await site.fixture.files("d1") == ["/etc/motd": "one of /base/motd"])
            #expect(site.server.requests.count == 1)
            site.document.set("two", tag: "\"2\"")
            try await site.fixture.poll()
            #expect(try await site.fixture.events("DependencyChangeDetected").sorted() == ["Device d1", "Device d2"])
            try await site.fixture.settle()
            #expect(try await site.fixture.files("d2") == ["/etc/motd": "two of /base/motd"])
            #expect(try await site.fixture.versions() == ["d1=2", "d2=2", "d3=1"])
        }
    }

    @Test("References with placeholders are tracked as each device has them: a change reaches those that it is for")
    func placeholders() async throws {
        try await Site.with { site in
            let repository = try await site.fixture.host.repository()
            try await repository.commit(["x/etc/a": .text("x1"), "y/etc/a": .text("y1")])
            try await repository.git("branch", "north")
            try await repository.git("branch", "south")
            try await site.fixture.declare(repository: "r", url: repository.url)
            try await site.fixture.declare(
                fleet: "f", template: git("{{ .metadata.labels.branch }}", path: "/{{ .metadata.labels.site }}"))
            try await site.fixture.enroll([
                "d1": #"{"fleet":"f","branch":"north","site":"x"}"#,
                "d2": #"{"fleet":"f","branch":"south","site":"y"}"#,
            ])
            try await site.fixture.settle()
            #expect(try await site.fixture.versions() == ["d1=1", "d2=1"])
            try await repository.commit(["x/etc/a": .text("x2")], branch: "north")
            try await site.fixture.poll()
            try await site.fixture.settle()
            #expect(try await site.fixture.files("d1") == ["/etc/a": "x2"])
            #expect(try await site.fixture.files("d2") == ["/etc/a": "y1"])
            #expect(try await site.fixture.versions() == ["d1=2", "d2=1"])
        }
    }

    @Test("Suffixes with placeholders are fetched for each device that has another one")
    func suffixes() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: http("/{{ .metadata.labels.site }}"))
            try await site.fixture.enroll([
                "d1": #"{"fleet":"f","site":"x"}"#, "d2": #"{"fleet":"f","site":"y"}"#,
                "d3": #"{"fleet":"f","site":"x"}"#,
            ])
            try await site.fixture.settle()
            #expect(try await site.fixture.files("d2") == ["/etc/motd": "one of /base/y"])
            #expect(try await site.fixture.files("d3") == ["/etc/motd": "one of /base/x"])
            #expect(site.server.requests.count == 2)
        }
    }

    @Test("A place that cannot be looked at is told of once, and what was frozen stays in force")
    func unreachable() async throws {
        try await Site.with { site in
            try await site.fixture.declare(fleet: "f", template: http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            site.document.fail(503)
            for _ in 0..<3 { try await site.fixture.poll(fails: true) }
            try await site.fixture.settle(early: true)
            #expect(try await site.fixture.events("DependencySyncProbeFailed") == ["Fleet f"])
            #expect(try await site.fixture.files("d1") == ["/etc/motd": "one of /base/motd"])
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
            try await site.fixture.declare(fleet: "f", template: http())
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
            try await site.fixture.declare(fleet: "f", template: http())
            try await site.fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await site.fixture.settle()
            site.document.fail(500)
            try await site.fixture.declare(fleet: "f", template: http("/other"))
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
            #expect(try await site.fixture.files("d1") == ["/etc/motd": "one of /base/other"])
            #expect(try await site.fixture.condition("Valid", ofFleet: "f")?["status"]?.string == "True")
            #expect(try await site.fixture.nextAttempt(ofFleet: "f") == nil)
        }
    }

    @Test("Devices that wait for a place delay no others, say why, and go on by themselves when it is back")
    func devices() async throws {
        try await Site.with { site in
            site.document.fail(503)
            try await site.fixture.declare(fleet: "waits", template: http("/{{ .metadata.labels.site }}"))
            try await site.fixture.declare(fleet: "works", template: #"{"os":{"image":"quay.io/acme/os:v1"}}"#)
            try await site.fixture.enroll([
                "d1": #"{"fleet":"waits","site":"x"}"#, "d2": #"{"fleet":"works"}"#, "d3": "{}",
            ])
            try await site.fixture.declare(device: "d3", spec: http("/own"))
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

    @Test("Delivery itself asks nobody: it never waits for a host")
    func asksNobody() async throws {
        try await Site.with { site in
            try await site.fixture.enroll(["d1": "{}"])
            try await site.fixture.declare(device: "d1", spec: http())
            try await site.fixture.deliver()
            #expect(site.server.requests.isEmpty)
            let errors = try await site.fixture.texts("select error from device_target")
            #expect(errors.first?.contains("is being fetched from Repository/web") == true)
        }
    }
}

/// A store, a git host and a web server.
private struct Site: Sendable {
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

extension DeliveryFixture {
    /// Looks at every place once, as the schedule would have it.
    func poll(fails: Bool = false) async throws {
        let polls = DependencyPolls(engine: engine, interval: .seconds(900))
        for target in try await polls.look(busy: []).targets {
            let answer = await polls.ask(target.key)
            #expect((answer.outcome == .success) != fails)
            await polls.settle(target.key, answer, PollNext(pause: .seconds(3600), failures: fails ? 1 : 0))
        }
    }

    /// Objects that an event of a reason tells of.
    fileprivate func events(_ reason: String) async throws -> [String] {
        try await texts("select kind || ' ' || name from event where reason = '\(reason)' order by id")
    }

    /// The files of a device, by path.
    fileprivate func files(_ device: String) async throws -> [String: String] {
        let pairs = try await texts(
            """
            select (f ->> 'path') || '=' || convert_from(decode(f ->> 'content', 'base64'), 'utf8')
            from device d join device_target t on t.device_id = d.id join rendered r on r.id = t.rendered_id,
                 jsonb_array_elements(convert_from(r.body, 'utf8')::jsonb -> 'config' -> 0 -> 'inline') f
            where d.name = '\(device)'
            """)
        return Dictionary(
            pairs.map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                return (String(parts[0]), String(parts[1]))
            }, uniquingKeysWith: { first, _ in first })
    }

    private func fleetDocument(_ name: String) async throws -> Node {
        let request = ListRequest(organization: OrganizationID(1), kind: .fleet)
        let document = try await store.snapshot { try Objects.find($0, request, name: name) }
        return try StoredSpec.node(try #require(document))
    }

    /// A condition of a fleet.
    fileprivate func condition(_ type: String, ofFleet name: String) async throws -> Node? {
        try await fleetDocument(name)["status"]?["conditions"]?.elements?.first { $0["type"]?.string == type }
    }

    /// When a fleet is attempted next.
    fileprivate func nextAttempt(ofFleet name: String) async throws -> String? {
        try await fleetDocument(name)["metadata"]?["annotations"]?["martlet.io/nextAttempt"]?.string
    }

    /// When a device is attempted next. It is shown once it has reported.
    fileprivate func nextAttempt(ofDevice name: String) async throws -> String? {
        try await store.database.transaction { connection in
            try connection.execute(
                script: """
                    insert into device_status (device_id, org, doc, doc_hash) select id, 1, '', '' from device
                    on conflict do nothing
                    """)
        }
        let device = try await store.snapshot { try DeviceReading.find($0, OrganizationID(1), name: name) }
        let annotations = try StoredSpec.node(try #require(device?.record.metadata.annotations))
        return annotations["martlet.io/nextAttempt"]?.string
    }

    /// Every row of every table, by the transaction that wrote it.
    fileprivate func rows() async throws -> [String] {
        let tables = try await texts(
            "select tablename::text from pg_tables where schemaname = current_schema() order by 1")
        var rows: [String] = []
        for table in tables { rows += try await texts("select '\(table) ' || xmin || ctid from \(table) order by 1") }
        return rows
    }
}
