@testable import Delivery
import Planning
import Resources
import Rollout
import Rollouts
import SQL
import Store
import Testing

/// Commits of ResourceSyncs that tell a forge what became of them.
extension DeliveryFixture {
    /// A fleet as a commit declares it.
    struct Declared {
        var name: String
        /// The content of its one file.
        var content: String
        /// JSON of its rollout policy.
        var policy: String?
        /// Its place among layers, of all devices with the label `site`.
        var layer: Int?

        init(_ name: String, _ content: String, policy: String? = nil, layer: Int? = nil) {
            (self.name, self.content, self.policy, self.layer) = (name, content, policy, layer)
        }

        fileprivate var template: String {
            #"{"config":[{"name":"\#(name)","inline":[{"path":"/etc/\#(name)","content":"\#(content)"}]}]}"#
        }
        fileprivate var labels: String { layer == nil ? #"{"fleet":"\#(name)"}"# : #"{"site":"x"}"# }

        fileprivate var object: PreparedObject {
            let layerOrder = layer.map { #""layerOrder":\#($0),"# } ?? ""
            let rolloutPolicy = policy.map { #","rolloutPolicy":\#($0)"# } ?? ""
            let spec =
                #"{\#(layerOrder)"selector":{"matchLabels":\#(labels)},"template":{"spec":\#(template)}\#(rolloutPolicy)}"#
            return PreparedObject(
                desired: Desired(key: .init(kind: .fleet, name: name), place: place, hash: Array(spec.utf8)),
                labels: nil,
                spec: Array(spec.utf8), specHash: [], sealed: nil,
                fleet: PreparedObject.FleetFacts(
                    matchLabels: Array(labels.utf8), template: Array(template.utf8), templateHash: Array(template.utf8),
                    hasReferences: false, layerOrder: layer.map(Int64.init)))
        }
        fileprivate var place: Place { Place(path: "\(name).yaml", document: 0, line: 1, column: 9) }
    }

    /// A Repository with a forge, and syncs that read it.
    func declareSyncs(_ names: [String] = ["berlin"]) async throws {
        try await store.database.transaction { connection in
            try connection.query(
                """
                insert into resource (org, kind, name, spec) values (1, 'Repository', 'r',
                    '{"type": "git", "url": "http://127.0.0.1/a/b", "commitStatus": {"tokenRef": {"env": "X"}}}')
                """)
            try connection.query(
                """
                with syncs as (
                    insert into resource (org, kind, name, spec)
                    select 1, 'ResourceSync', n, '{"repository": "r", "targetRevision": "main", "path": "/"}'
                    from unnest($1::text[]) n returning id)
                insert into sync_state (sync_id) select id from syncs
                """, [.textArray(names)])
        }
    }

    /// Applies a commit as a pass of a sync does: `oid` is forty times this.
    func commit(
        _ oid: String, _ fleets: [Declared] = [], deleting deleted: [String] = [], sync name: String = "berlin"
    ) async throws {
        let oid = String(repeating: oid, count: 40)
        var plan = Plan()
        let objects = fleets.map(\.object)
        plan.changed = objects.map(\.desired)
        plan.deleted = deleted.map {
            Owned(key: .init(kind: .fleet, name: $0), place: Declared($0, "").place, hash: [])
        }
        try await store.database.transaction { [plan] connection in
            let id = try connection.query("select id from resource where name = $1", [.text(name)]).one().int(0)
            let sync = try #require(try Syncs.find(connection, id: id))
            let application = CommitApplication(
                organization: OrganizationID(1), sync: sync.reference, base: sync.appliedOID,
                commit: CommitRecord(
                    repository: "http://127.0.0.1/a/b", oid: oid, authorName: "Ada", authorEmail: "ada@example.com",
                    committedAt: 0, subject: "s"),
                plan: plan, objects: Dictionary(uniqueKeysWithValues: objects.map { ($0.desired.key, $0) }))
            guard case .applied = try application.apply(connection) else { throw StoreError.unreadable("stale") }
            try connection.query(
                "update sync_state set applied_oid = $2 where sync_id = $1", [.int(id), .text(oid)])
            try CommitStatuses.note(connection, sync, repository: "r", oid: oid, .applied, "")
            try CommitRollouts.begin(connection, sync, repository: "r", oid: oid)
        }
        try await settle(early: true)
    }

    /// What the forge is to be told of a commit's rollouts: `outcome: description`.
    func told(_ oid: String, sync: String = "berlin") async throws -> String? {
        // A step that waited makes a look that waits.
        for _ in 0..<3 { try await settle(early: true) }
        return try await texts(
            """
            select outcome || ': ' || description from commit_status s join resource r on r.id = s.sync_id
            where subject = 'rollouts' and r.name = '\(sync)' and oid = '\(String(repeating: oid, count: 40))'
            """
        ).first
    }

    /// Expects that the forge is to be told this.
    func expectTold(
        _ oid: String, sync: String = "berlin", _ text: String, at place: SourceLocation = #_sourceLocation
    ) async throws {
        let told = try await told(oid, sync: sync)
        #expect(told == text, sourceLocation: place)
    }

    /// An operator's command on a fleet's rollout.
    func command(_ command: RolloutCommand, _ fleet: String = "f") async throws {
        let ada = Operator(organization: OrganizationID(1), name: "ada", requestID: "1")
        try await engine.rollouts.command([command], fleet: fleet, by: ada)
        try await settle(early: true)
    }
}
