import Delivery
import SQL
import Store
import TestSupport
import Testing

@Suite("Delivery")
struct DeliveryTests {
    @Test("P5: equal inputs are rendered once, and devices that differ in what the template mentions apart")
    func rendersDistinctInputsOnce() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("at {{ .metadata.labels.site }}"))
            try await fixture.enroll([
                "d1": #"{"fleet":"f","site":"x","rack":"1"}"#, "d2": #"{"fleet":"f","site":"x","rack":"2"}"#,
                "d3": #"{"fleet":"f","site":"y"}"#,
            ])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1", "d2=1", "d3=1"])
            #expect(try await fixture.texts("select id::text from rendered").count == 2)
            #expect(try await fixture.woken() == ["d1", "d2", "d3"])
        }
    }

    @Test("P5: a fleet of 100,000 devices renders once, and with a placeholder of 50 values 50 times")
    func rendersLargeFleet() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("constant"))
            try await fixture.store.database.transaction {
                try $0.execute(
                    script: """
                        insert into device (org, name, labels)
                            select 1, 'd' || n, jsonb_build_object('fleet', 'f', 'site', 's' || n % 50)
                            from generate_series(1, 100000) n;
                        insert into device_target (device_id, org) select id, 1 from device;
                        insert into device_dirty (device_id, org) select id, 1 from device;
                        """)
            }
            try await fixture.settle()
            let standing =
                "select count(*) || ' ' || min(rendered_version) || ' ' || max(rendered_version) from device_target"
            #expect(try await fixture.texts(standing) == ["100000 1 1"])
            #expect(try await fixture.texts("select count(*)::text from rendered") == ["1"])
            try await fixture.declare(fleet: "f", template: inline("at {{ .metadata.labels.site }}"))
            try await fixture.settle()
            #expect(try await fixture.texts(standing) == ["100000 2 2"])
            #expect(try await fixture.texts("select count(*)::text from rendered") == ["51"])
        }
    }

    @Test("a new template reaches every member once, and a second pass does nothing (P7)")
    func deliversOnce() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("one"))
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#, "d2": #"{"fleet":"other"}"#])
            try await fixture.settle()
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=2", "d2=1"])
            let woken = try await fixture.woken()
            try await fixture.label("d1", #"{"fleet":"f","unmentioned":"label"}"#)
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=2", "d2=1"])
            #expect(try await fixture.woken() == woken)
        }
    }

    @Test("numbering continues behind what a device reported")
    func continuesNumbering() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("one"))
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.store.database.transaction {
                _ = try $0.query(
                    "insert into device_status (device_id, org, reported_version, doc, doc_hash) select id, 1, 41, '', '' from device",
                    [])
            }
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=42"])
        }
    }

    @Test("a label that is missing fails that device alone, which keeps what it runs and says why")
    func failsAlone() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("at {{ .metadata.labels.site }}"))
            try await fixture.enroll(["d1": #"{"fleet":"f","site":"x"}"#, "d2": #"{"fleet":"f","site":"y"}"#])
            try await fixture.settle()
            try await fixture.label("d2", #"{"fleet":"f"}"#)
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1", "d2=1"])
            let errors = try await fixture.texts(
                "select coalesce(t.error, '-') from device_target t join device d on d.id = t.device_id order by d.name"
            )
            #expect(errors[0] == "-")
            #expect(errors[1].contains("site"))
            let told = "select name || ' ' || message from event where reason = 'DeviceSpecInvalid'"
            #expect(try await fixture.texts(told).map { $0.hasPrefix("d2 ") && $0.contains("site") } == [true])
            try await fixture.label("d2", #"{"fleet":"f","site":"z"}"#)
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1", "d2=2"])
        }
    }

    @Test("a spec that cannot be read fails for its device alone, and a template for its fleet alone")
    func failsUnreadableAlone() async throws {
        try await DeliveryFixture.with { fixture in
            for fleet in ["a", "b"] { try await fixture.declare(fleet: fleet, template: inline("one")) }
            try await fixture.enroll(["d1": #"{"fleet":"a"}"#, "d2": #"{"fleet":"b"}"#, "d3": #"{"fleet":"b"}"#])
            try await fixture.declare(device: "d2", spec: #"{"config":[{"name":"unheard-of","newForm":{}}]}"#)
            try await fixture.store.database.transaction {
                _ = try $0.query(
                    """
                    update template_version set spec = '{"config":[{"name":"unheard-of","newForm":{}}]}'
                    where fleet_id = (select id from resource where name = 'a')
                    """, [])
            }
            await #expect(throws: StoreError.self) { try await fixture.deliver() }
            #expect(try await fixture.versions() == ["d1=0", "d2=0", "d3=1"])
            #expect(
                try await fixture.texts("select error from device_target where error is not null").first?
                    .contains("own spec") == true)
        }
    }

    @Test("a device that two fleets match keeps what it runs until one of them lets go")
    func keepsInConflict() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("f"))
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.settle()
            try await fixture.declare(fleet: "g", template: inline("g"))
            try await fixture.store.database.transaction {
                _ = try $0.query(
                    "update fleet set match_labels = '{\"team\":\"t\"}' from resource r where r.id = fleet.id and r.name = 'g'",
                    [])
            }
            try await fixture.label("d1", #"{"fleet":"f","team":"t"}"#)
            try await fixture.settle()
            try await fixture.declare(fleet: "f", template: inline("f2"))
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1"])
            #expect(
                try await fixture.texts("select reason from event where kind = 'Device'") == [
                    "DeviceMultipleOwnersDetected"
                ])
            try await fixture.label("d1", #"{"fleet":"f"}"#)
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=2"])
        }
    }

    @Test("a device that leaves its fleet keeps its spec; a new one of no fleet gets the empty spec once")
    func keepsSpecWithoutFleet() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("f"))
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#, "d2": "{}"])
            try await fixture.settle()
            try await fixture.label("d1", "{}")
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1", "d2=1"])
            #expect(
                try await fixture.texts("select coalesce(fleet_id::text, 'none') from device_target") == [
                    "none", "none",
                ])
        }
    }
}

@Suite("Outside references")
struct ReferenceTests {
    private let template =
        #"{"config":[{"name":"t","gitRef":{"repository":"r","targetRevision":"main","path":"/config"}}]}"#

    @Test("files of a repository are frozen in the template version, and a later commit makes a new one")
    func freezes() async throws {
        try await DeliveryFixture.with { fixture in
            let repository = try await fixture.host.repository()
            try await repository.commit(["config/etc/a": .text("one"), "other": .text("x")])
            try await fixture.declare(repository: "r", url: repository.url)
            try await fixture.declare(fleet: "f", template: template)
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=1"])
            #expect(
                try await fixture.texts("select convert_from(body, 'utf8') from rendered").first?.contains("/etc/a")
                    == true)
            try await repository.commit(["other": .text("y")])
            try await fixture.refresh("f")
            #expect(try await fixture.versions() == ["d1=1"])
            try await repository.commit(["config/etc/a": .text("two")])
            try await fixture.refresh("f")
            #expect(try await fixture.versions() == ["d1=2"])
            #expect(try await fixture.texts("select name from template_version order by id").count == 2)
        }
    }

    @Test("a newer template wins over an older one that is frozen anew meanwhile")
    func prefersNewerTemplate() async throws {
        try await DeliveryFixture.with { fixture in
            let repository = try await fixture.host.repository()
            try await repository.commit(["config/etc/a": .text("one")])
            try await fixture.declare(repository: "r", url: repository.url)
            try await fixture.declare(fleet: "f", template: template)
            try await fixture.settle()
            try await repository.commit(["config/etc/a": .text("two")])
            try await fixture.declare(fleet: "f", template: template.replacing("\"t\"", with: "\"u\""))
            try await fixture.refresh("f", priority: 100)
            let current = "select v.name from fleet f join template_version v on v.id = f.current_tv_id"
            #expect(try await fixture.texts(current) == ["v2"])
            #expect(try await fixture.texts("select name from template_version").count == 3)
        }
    }

    @Test(
        "a reference that cannot be resolved makes the fleet invalid and delivers nothing",
        arguments: [
            (#"{"repository":"none","targetRevision":"main","path":"/config"}"#, "none"),
            (#"{"repository":"r","targetRevision":"nowhere","path":"/config"}"#, "nowhere"),
            (#"{"repository":"r","targetRevision":"main","path":"/missing"}"#, "missing"),
        ])
    func rejects(reference: String, told: String) async throws {
        try await DeliveryFixture.with { fixture in
            let repository = try await fixture.host.repository()
            try await repository.commit(["config/etc/a": .text("one")])
            try await fixture.declare(repository: "r", url: repository.url)
            try await fixture.declare(fleet: "f", template: #"{"config":[{"name":"t","gitRef":\#(reference)}]}"#)
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.settle()
            #expect(try await fixture.versions() == ["d1=0"])
            let conditions = try await fixture.texts(
                "select conditions::text from resource_status s join resource r on r.id = s.resource_id where r.name = 'f'"
            )
            #expect(conditions.first?.contains("Invalid") == true)
            #expect(conditions.first?.contains(told) == true)
        }
    }

}

extension DeliveryFixture {
    /// Looks at a fleet's sources again, as the poll does when they moved.
    func refresh(_ fleet: String, priority: Int64 = 0) async throws {
        let id = try await texts("select id::text from resource where kind = 'Fleet' and name = '\(fleet)'").first ?? ""
        try await store.database.transaction {
            _ = try $0.query(
                "insert into job (org, kind, key, payload, priority) values (1, 'refresh', $1, '{}', $2)",
                [.text(id), .int(priority)])
        }
        try await settle()
    }
}
