import Delivery
import Jobs
import Rollouts
import SQL
import Store
import Testing
import Wire

/// Devices that are connected and report, through the same functions as the agents' API.
extension DeliveryFixture {
    /// A fleet `f` whose devices `d1`… run its first version, which is the good one.
    static func settled(
        _ devices: Int, template: String = inline("one"), policy: String? = nil,
        _ body: @Sendable (DeliveryFixture) async throws -> Void
    ) async throws {
        try await with { fixture in
            try await fixture.declare(fleet: "f", template: template, policy: policy)
            try await fixture.enroll(
                Dictionary(uniqueKeysWithValues: (1...devices).map { ("d\($0)", #"{"fleet":"f"}"#) }))
            try await fixture.settle()
            try await fixture.connect()
            for device in 1...devices { try await fixture.report("d\(device)") }
            #expect(try await fixture.rollout() == "Completed/Completed")
            try await body(fixture)
        }
    }

    /// Lets every device that is not connected connect.
    func connect() async throws {
        try await store.database.transaction { connection in
            try connection.query(
                "insert into served values ('test', now() - interval '1 hour', now() + interval '1 hour') on conflict do nothing"
            )
            try connection.query(
                """
                insert into device_status (device_id, org, doc, doc_hash) select id, 1, '{}', '' from device
                on conflict do nothing
                """)
            let ids = try connection.query("select id from device order by id").map { try $0.int(0) }
            try SeenDevices.record(connection, ids: ids)
            try connection.query("update device_seen set at = now() + interval '1 hour'")
        }
        try await settle(early: true)
    }

    /// Lets a device fall silent.
    func silence(_ name: String) async throws {
        try await store.database.transaction { connection in
            try connection.query(
                """
                update device_seen set at = now() - interval '30 minutes'
                where device_id = (select id from device where name = $1)
                """, [.text(name)])
            try SeenDevices.markDisconnected(connection)
        }
        try await settle(early: true)
    }

    /// A device reports that it runs what is rendered for it, or failed at it.
    /// - Parameter error: what it says about the version `$`.
    func report(_ name: String, error: String? = nil, settling: Bool = true) async throws {
        try await store.database.transaction { connection in
            let row = try connection.query(
                """
                select d.id, t.rendered_version, s.reported_version from device d
                join device_target t on t.device_id = d.id join device_status s on s.device_id = d.id where d.name = $1
                """, [.text(name)]
            ).one()
            let rendered = try row.int(1)
            let version = try error == nil ? rendered : row.int(2)
            let message =
                error?.replacing("$", with: "\(rendered)") ?? "Updated to desired renderedVersion: \(rendered)"
            let report = try DeviceStatusReport(
                device: Self.body(name, version, reason: error == nil ? "Updated" : "Error", message))
            _ = try StatusReports.write(connection, [StatusWrite(device: row.int(0), report: report)])
        }
        if settling { try await settle(early: true) }
    }

    /// The text with which agents say that they failed.
    static let failure = "Failed to update to renderedVersion: $: the disk is full"

    private static func body(_ name: String, _ version: Int64, reason: String, _ message: String) -> [UInt8] {
        Array(
            """
            {"apiVersion":"v1beta1","kind":"Device","metadata":{"name":"\(name)"},"status":{
            "conditions":[{"type":"Updating","status":"False","reason":"\(reason)","message":"\(message)",
            "lastTransitionTime":"2026-01-01T00:00:00Z"}],
            "systemInfo":{"architecture":"amd64","bootID":"b","operatingSystem":"linux","agentVersion":"1"},
            "applications":[],"applicationsSummary":{"status":"Unknown"},
            "resources":{"cpu":"Healthy","memory":"Healthy","disk":"Healthy"},
            "integrity":{"status":"Verified"},"config":{"renderedVersion":"\(version)"},
            "os":{"image":"a","imageDigest":"d"},"updated":{"status":"Unknown"},
            "summary":{"status":"Unknown"},"lifecycle":{"status":"Unknown"}}}
            """.utf8)
    }

    /// `name=template version/rendered version` of every device.
    func targets() async throws -> [String] {
        try await texts(
            """
            select d.name || '=' || coalesce(v.name, '-') || '/' || t.rendered_version
            from device d join device_target t on t.device_id = d.id left join template_version v on v.id = t.tv_id
            order by d.name
            """)
    }

    /// State and reason of the newest rollout.
    func rollout() async throws -> String {
        try await texts("select state || '/' || reason from rollout order by id desc limit 1").first ?? "none"
    }

    /// Carries out a job again that was cut off, as a worker does whose lease was taken over.
    func settleAgain() async throws {
        try await store.database.transaction {
            try DeliveryQueue.enqueue($0, OrganizationID(1))
            let fleets = try $0.query("select id from fleet").map { try $0.int(0) }
            try RolloutQueue.enqueue($0, OrganizationID(1), fleets: fleets)
        }
        try await settle(early: true)
    }
}
