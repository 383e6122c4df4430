import Planning
import Resources
import SQL
import Secrets
import Store
import TestSupport
import Testing

@testable import ResourceSync

/// A repository of manifests, applied commit by commit by the code that a sync runs, and the bootstrap directory.
struct Repository: Sendable {
    static let address = "http://git.example.com/fleet"
    private static let bootstrap = """
        apiVersion: flightctl.io/v1beta1
        kind: Repository
        metadata: {name: origin}
        spec: {type: git, url: "\(address)"}
        ---
        apiVersion: flightctl.io/v1beta1
        kind: ResourceSync
        metadata: {name: fleets}
        spec: {repository: origin, targetRevision: main, path: /fleets}
        """

    let site: Site
    let sealer: Sealer
    let addresses: ContentAddress
    let sync: SyncReference

    /// A site with a bootstrap directory applied, which holds Repository `origin` and ResourceSync `fleets`.
    static func with(_ body: @escaping @Sendable (Site, Repository) async throws -> Void) async throws {
        try await Site.with { site in
            let folder = TestFolder.make("user-api-repository")
            defer { TestFolder.remove(folder) }
            try AtomicFile.createDirectory("\(folder)/bootstrap")
            try AtomicFile.write(Array(bootstrap.utf8), to: "\(folder)/bootstrap/first.yaml", mode: 0o644)
            let key = try StateKey.loadOrCreate("\(folder)/state.key")
            let (sealer, addresses) = (Sealer(key), ContentAddress(key))
            try await Bootstrap(
                directory: "\(folder)/bootstrap", store: site.store, sealer: sealer, addresses: addresses,
                logger: TestDatabase.quiet
            ).apply()
            let id = try #require(Int64(try await site.values("select id from resource where name = 'fleets'")[0]))
            try await body(
                site,
                Repository(
                    site: site, sealer: sealer, addresses: addresses, sync: SyncReference(id: id, name: "fleets")))
        }
    }

    /// Applies a commit that adds or changes these files, as one transaction. The text of a file may hold several
    /// documents; `#` in front of a path's text removes nothing: what a commit does not name stays.
    func commit(_ oid: String, _ files: [(path: String, text: String)]) async throws {
        let manifests = try files.flatMap { file in
            let read = ManifestReader.read(Array(file.text.utf8), file: file.path)
            try #require(!read.findings.contains { $0.finding.severity == .error }, "\(read.findings)")
            return read.manifests
        }
        let prepared = try ManifestPreparer(sealer: sealer, addresses: addresses).prepare(manifests)
        let paths = files.map(\.path)
        let (sync, organization) = (sync, site.organization)
        let outcome = try await site.store.database.transaction { connection in
            let base = try connection.query(
                "select applied_oid from sync_state where sync_id = $1", [.int(sync.id)]
            ).first?.optionalString(0)
            let desired = prepared.map(\.desired)
            let plan = Planner.plan(
                desired: desired, owned: try OwnedManifests.owned(connection, sync: sync.id, paths: paths),
                claims: try OwnedManifests.claims(
                    connection, organization, sync: sync.id, paths: paths, keys: desired.map(\.key)))
            let record = CommitRecord(
                repository: Self.address, oid: oid, authorName: "Ada", authorEmail: "ada@example.com", committedAt: 1,
                subject: oid)
            let outcome = try CommitApplication(
                organization: organization, sync: sync, base: base ?? nil, commit: record, plan: plan,
                objects: Dictionary(uniqueKeysWithValues: prepared.map { ($0.desired.key, $0) })
            ).apply(connection)
            try connection.query(
                "update sync_state set applied_oid = $2 where sync_id = $1", [.int(sync.id), .text(oid)])
            return outcome
        }
        guard case .applied = outcome else { throw StaleCommit() }
    }

    struct StaleCommit: Error {}
}

/// Manifests for commits.
enum Sample {
    static func fleet(_ name: String, labels: String = "{}", image: String = "quay.io/acme/os:1", site: String = "x")
        -> String
    {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata: {name: \(name), labels: \(labels)}
        spec:
          selector: {matchLabels: {site: \(site)}}
          template:
            spec:
              os: {image: "\(image)"}
        """
    }
}
