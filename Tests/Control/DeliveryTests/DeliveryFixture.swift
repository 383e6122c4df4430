import Addresses
import CommitStatus
@testable import Delivery
import Git
@testable import Jobs
import Logging
import Nodes
import Outbound
import Planning
import Resources
import Rollouts
import SQL
import Secrets
import Store
import TestSupport
import Testing

/// A store with fleets and devices, and the engine that brings them together.
struct DeliveryFixture: Sendable {
    let store: Store
    let host: GitHost
    let engine: DeliveryEngine
    /// Where secrets are put: below it `<namespace>/<name>/<key>`.
    let secrets: String
    private let organization = OrganizationID(1)

    static func with(_ body: @Sendable (DeliveryFixture) async throws -> Void) async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let store = Store(database: test.database)
            try await store.migrate()
            try await withTemporaryDirectory { directory in
                try await GitHost.with { host in try await body(DeliveryFixture(store, host, directory)) }
            }
        }
    }

    private init(_ store: Store, _ host: GitHost, _ directory: String) throws {
        let key = try #require(StateKey(Secret([UInt8](repeating: 7, count: 32))))
        let mirrors = GitMirrors(
            directory: "\(directory)/git", workerCommand: [TestPrograms.path("git-worker-for-tests")],
            network: GitNetwork(allowsPrivateAddresses: true), logger: TestDatabase.quiet)
        self.store = Store(database: store.database, sealer: Sealer(key))
        self.host = host
        secrets = "\(directory)/secrets"
        engine = DeliveryEngine(
            store: self.store, mirrors: mirrors,
            outbound: OutboundClient(policy: AddressPolicy(allowsPrivate: true)), sealer: Sealer(key),
            addresses: ContentAddress(key), source: SecretSource(directory: secrets),
            logger: TestDatabase.quiet)
    }

    /// Declares a fleet of the devices with the label `fleet: NAME`, as a commit would.
    /// - Parameter policy: JSON of its rollout policy.
    func declare(fleet name: String, template: String, policy: String? = nil) async throws {
        let rolloutPolicy = policy.map { #","rolloutPolicy":\#($0)"# } ?? ""
        let spec =
            #"{"selector":{"matchLabels":{"fleet":"\#(name)"}},"template":{"spec":\#(template)}\#(rolloutPolicy)}"#
        try await apply(
            .fleet, name, spec: spec,
            fleet: PreparedObject.FleetFacts(
                matchLabels: Array(#"{"fleet":"\#(name)"}"#.utf8), template: Array(template.utf8),
                templateHash: Array(template.utf8),
                hasReferences: template.contains("Ref")))
    }

    /// Declares a fleet of the devices with these labels, as a layer when it has an order.
    func declare(layer name: String, order: Int?, labels: String, template: String) async throws {
        let place = order.map { #""layerOrder":\#($0),"# } ?? ""
        try await apply(
            .fleet, name, spec: #"{\#(place)"selector":{"matchLabels":\#(labels)},"template":{"spec":\#(template)}}"#,
            fleet: PreparedObject.FleetFacts(
                matchLabels: Array(labels.utf8), template: Array(template.utf8), templateHash: Array(template.utf8),
                hasReferences: template.contains("Ref"), layerOrder: order.map(Int64.init)))
    }

    /// Deletes a fleet, as a commit that takes its document away.
    func delete(fleet name: String) async throws {
        var plan = Plan()
        plan.deleted = [
            Owned(
                key: ObjectKey(kind: .fleet, name: name), place: Place(path: "a", document: 0, line: 1, column: 9),
                hash: [])
        ]
        let application = CommitApplication(
            organization: organization, sync: nil, base: nil, commit: nil, plan: plan, objects: [:])
        _ = try await store.database.transaction { try application.apply($0) }
    }

    /// Declares a Repository without credentials.
    func declare(repository name: String, url: String, type: String = "git") async throws {
        try await apply(.repository, name, spec: #"{"type":"\#(type)","url":"\#(url)"}"#, fleet: nil)
    }

    /// Declares the spec of a device, as its manifest does.
    func declare(device name: String, spec: String) async throws {
        try await store.database.transaction { connection in
            let id = try connection.query(
                "update device set declared_spec = $2, declared_hash = sha256($3) where name = $1 returning id",
                [.text(name), .json(Array(spec.utf8)), .bytes(Array(spec.utf8))]
            ).one().int(0)
            try DeliveryQueue.mark(connection, organization, devices: [id])
        }
    }

    private func apply(_ kind: Kind, _ name: String, spec: String, fleet: PreparedObject.FleetFacts?) async throws {
        let desired = Desired(
            key: ObjectKey(kind: kind, name: name), place: Place(path: "a", document: 0, line: 1, column: 9),
            hash: Array(spec.utf8))
        let object = PreparedObject(
            desired: desired, labels: nil, spec: Array(spec.utf8), specHash: [], sealed: nil, fleet: fleet)
        var plan = Plan()
        plan.changed = [desired]
        let application = CommitApplication(
            organization: organization, sync: nil, base: nil, commit: nil, plan: plan, objects: [desired.key: object])
        _ = try await store.database.transaction { try application.apply($0) }
    }

    /// Enrols devices: name to labels as JSON.
    func enroll(_ devices: [String: String]) async throws {
        for (name, labels) in devices.sorted(by: { $0.key < $1.key }) {
            try await store.database.transaction { connection in
                let id = try connection.query(
                    "insert into device (org, name, labels) values (1, $1, $2) returning id",
                    [.text(name), .json(Array(labels.utf8))]
                ).one().int(0)
                try connection.query("insert into device_target (device_id, org) values ($1, 1)", [.int(id)])
                try DeliveryQueue.mark(connection, organization, devices: [id])
            }
        }
    }

    /// Changes the labels of a device.
    func label(_ name: String, _ labels: String) async throws {
        try await store.database.transaction { connection in
            let id = try connection.query(
                "update device set labels = $2 where name = $1 returning id", [.text(name), .json(Array(labels.utf8))]
            ).one().int(0)
            try DeliveryQueue.mark(connection, organization, devices: [id])
        }
    }

    /// Runs every job that is due, in the order of the queue, until none is left.
    /// - Parameter early: Runs those as well that are to wait, once each.
    func settle(early: Bool = false) async throws {
        if early {
            try await store.database.transaction { try $0.execute(script: "update job set run_at = now()") }
        }
        while let job = try await next() {
            switch job.kind {
            case TemplateVersions.jobKind: try await TemplateResolver(engine: engine).handle(job)
            case Dependencies.jobKind: try await DependencyRefresh(engine: engine).handle(job)
            case SourceNeeds.jobKind: try await SourceGathering(engine: engine).handle(job)
            case DeliveryQueue.jobKind: try await DeliveryPass(engine: engine).handle(job)
            case RolloutQueue.jobKind: try await engine.rollouts.handle(job)
            case CommitRollouts.jobKind: try await RolloutWatch(store: store).handle(job)
            default: break
            }
        }
    }

    /// Runs one delivery and nothing else.
    func deliver() async throws {
        let job = Job(
            id: 1, organization: 1, kind: DeliveryQueue.jobKind, key: "1", payload: Array("{}".utf8), attempt: 1)
        try await DeliveryPass(engine: engine).handle(job)
    }

    private func next() async throws -> Job? {
        try await store.database.transaction { connection in
            try connection.query(
                """
                delete from job where id = (select id from job where run_at <= now() order by priority desc, id limit 1)
                returning id, org, kind, key, payload
                """, []
            ).first.map { row in
                try Job(
                    id: row.int(0), organization: row.int(1), kind: row.string(2), key: row.string(3),
                    payload: row.json(4), attempt: 1)
            }
        }
    }

    /// One column of texts.
    func texts(_ sql: String) async throws -> [String] {
        try await store.database.read { try $0.query(sql, []).map { try $0.string(0) } }
    }

    /// `name=version` of every device with a rendered spec.
    func versions() async throws -> [String] {
        try await texts(
            "select d.name || '=' || t.rendered_version from device d join device_target t on t.device_id = d.id order by d.name"
        )
    }

    /// Devices named by wake-ups so far.
    func woken() async throws -> [String] {
        try await texts(
            "select d.name from wake w, unnest(w.device_ids) i join device d on d.id = i order by w.id, d.name")
    }
}

func inline(_ content: String) -> String {
    #"{"config":[{"name":"a","inline":[{"path":"/etc/a","content":"\#(content)"}]}]}"#
}
