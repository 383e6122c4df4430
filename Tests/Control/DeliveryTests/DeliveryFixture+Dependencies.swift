@testable import Delivery
import Nodes
import Repositories
import Resources
import SQL
import Store
import Testing
import Wire

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
    func events(_ reason: String) async throws -> [String] {
        try await texts("select kind || ' ' || name from event where reason = '\(reason)' order by id")
    }

    /// The files of a device, by path.
    func delivered(_ device: String) async throws -> [String: String] {
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
    func condition(_ type: String, ofFleet name: String) async throws -> Node? {
        try await fleetDocument(name)["status"]?["conditions"]?.elements?.first { $0["type"]?.string == type }
    }

    /// When a fleet is attempted next.
    func nextAttempt(ofFleet name: String) async throws -> String? {
        try await fleetDocument(name)["metadata"]?["annotations"]?["martlet.io/nextAttempt"]?.string
    }

    /// When a device is attempted next. It is shown once it has reported.
    func nextAttempt(ofDevice name: String) async throws -> String? {
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
}
