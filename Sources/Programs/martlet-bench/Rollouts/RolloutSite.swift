import Addresses
import Delivery
import Git
import Outbound
import Rollouts
import SQL
import Secrets
import Store

/// One fleet with very many connected devices, and the engines that martletd runs.
struct RolloutSite: Sendable {
    /// Values of the label that templates may mention.
    static let sites: Int64 = 50
    private static let organization = OrganizationID(1)

    let devices: Int
    private let store: Store
    private let rollouts: RolloutEngine
    private let pass: DeliveryPass

    init(_ store: Store, _ place: Workplace, devices: Int) async throws {
        let key = try StateKey.loadOrCreate("\(place.directory)/state.key")
        self.store = store
        self.devices = devices
        rollouts = RolloutEngine(store: store, logger: place.logger)
        pass = DeliveryPass(
            engine: DeliveryEngine(
                store: store,
                mirrors: GitMirrors(
                    directory: try place.folder("rollout-mirrors"), workerCommand: ["/proc/self/exe", "git-worker"],
                    network: GitNetwork(allowsPrivateAddresses: true), logger: place.logger),
                outbound: OutboundClient(policy: .init(allowsPrivate: false)), sealer: Sealer(key),
                addresses: ContentAddress(key), rollouts: rollouts, logger: place.logger))
    }

    /// The fleet and its devices, which run a first version.
    func prepare() async throws {
        try await store.database.transaction(statementTimeout: .seconds(120)) { [devices] connection in
            try connection.execute(script: Self.enrolment(devices))
        }
        try await declare("first")
        try await deliver()
        try await report()
    }

    private static func enrolment(_ devices: Int) -> String {
        """
        insert into served values ('bench', now() - interval '1 hour', now() + interval '1 hour');
        insert into resource (org, kind, name, spec) values (1, 'Fleet', 'f', '{}');
        insert into fleet (id, org, template_hash, match_labels) select id, 1, '', '{"fleet":"f"}' from resource;
        insert into device (org, name, labels)
            select 1, encode(sha256(n::text::bytea), 'hex'),
                   jsonb_build_object('fleet', 'f', 'site', 's' || n % \(sites), 'rack', 'r' || n)
            from generate_series(1, \(devices)) n;
        insert into device_target (device_id, org) select id, 1 from device order by id;
        insert into device_status (device_id, org, doc, doc_hash) select id, 1, '{}', '' from device order by id;
        insert into device_seen (device_id, at) select id, now() + interval '1 hour' from device order by id;
        insert into device_dirty (device_id, org) select id, 1 from device order by id;
        """
    }

    /// Freezes another template of the fleet, as a commit does.
    func declare(_ content: String) async throws {
        let template = #"{"config":[{"name":"a","inline":[{"path":"/etc/a","content":"\#(content)"}]}]}"#
        try await store.database.transaction { connection in
            let fleet = try connection.query(
                """
                insert into template_version (org, fleet_id, name, generation, spec, state)
                select 1, f.id, 'v' || n.next, n.next, $1, 1
                from fleet f, (select count(*) + 1 as next from template_version) n returning fleet_id
                """, [.json(Array(template.utf8))]
            ).one().int(0)
            try TemplateVersions.adopt(connection, Self.organization, fleets: [fleet])
            try DeliveryQueue.mark(connection, Self.organization, fleets: [fleet])
        }
        try await vacuum()
    }

    /// Runs the delivery job, as a worker does.
    func deliver() async throws { try await pass.run(Self.organization) }

    /// Every device reports that it runs what was rendered for it, and the rollout ends.
    func report() async throws {
        try await store.database.transaction(statementTimeout: .seconds(120)) { connection in
            try connection.query(
                """
                update device_status s set reported_version = t.rendered_version
                from device_target t where t.device_id = s.device_id
                """)
            try connection.query("delete from job")
        }
        let fleet = try await store.database.read { try $0.query("select id from fleet").one().int(0) }
        try await rollouts.step(Self.organization, fleet: fleet)
        let state = try await store.database.read {
            try $0.query("select state from rollout order by id desc limit 1").one().string(0)
        }
        guard state == "Completed" else { throw BenchError("the rollout is \(state)") }
        try await vacuum()
    }

    /// Every device must have the newest version, and as many different specs must be there as expected.
    func check(results: Int64) async throws {
        let row = try await store.database.read { connection in
            let row = try connection.query(
                """
                select count(*), count(distinct t.rendered_id) from device_target t join fleet f on f.id = t.fleet_id
                where t.rendered_tv_id = f.current_tv_id and not t.stale and t.error is null
                """
            ).one()
            return try (row.int(0), row.int(1))
        }
        guard row == (Int64(devices), results) else {
            throw BenchError("\(row.0) devices have the new version, in \(row.1) forms")
        }
    }

    /// What the database does by itself between two changes in the life of a fleet.
    private func vacuum() async throws {
        try await store.database.read { connection in
            // VACUUM writes, and refuses to be part of a transaction.
            try connection.execute(script: "set default_transaction_read_only = off")
            for table in ["device", "device_target", "device_status", "device_seen", "rendered"] {
                try connection.execute(script: "vacuum analyze \(table)")
            }
            try connection.execute(script: "set default_transaction_read_only = on")
        }
    }
}
