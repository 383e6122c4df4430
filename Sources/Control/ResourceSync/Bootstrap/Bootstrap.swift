import FoundationEssentials
public import Logging
import Planning
import Resources
import SQL
public import Secrets
public import Store

/// The directory that holds the first Repository and ResourceSync. Everything else comes from git, and git may take
/// over these two as well: what a commit owns is left alone here.
public struct Bootstrap: Sendable {
    /// Why the directory was not applied.
    public struct Failure: Error, CustomStringConvertible {
        /// Every finding, one a line.
        public let description: String
    }

    private let directory: String
    private let store: Store
    private let preparer: ManifestPreparer
    private let logger: Logger

    /// Names the directory and the store to apply it to.
    public init(directory: String, store: Store, sealer: Sealer, addresses: ContentAddress, logger: Logger) {
        self.directory = directory
        self.store = store
        self.preparer = ManifestPreparer(sealer: sealer, addresses: addresses)
        self.logger = logger
    }

    /// Applies the directory to the default organization, whole or not at all. A start without a change writes nothing.
    /// Nothing is ever pruned from here.
    public func apply() async throws {
        let prepared = try preparer.prepare(try readManifests())
        let objects = Dictionary(prepared.map { ($0.desired.key, $0) }, uniquingKeysWith: { first, _ in first })
        let logger = logger
        try await store.database.transaction { connection in
            guard let organization = try Organizations.all(connection).first else { return }
            let plan = try plan(connection, organization.id, prepared.map(\.desired))
            guard !plan.isEmpty else { return }
            let application = CommitApplication(
                organization: organization.id, sync: nil, base: nil, commit: nil, plan: plan, objects: objects)
            _ = try application.apply(connection)
            logger.info("bootstrap directory applied", metadata: ["plan": "\(plan.summary)"])
        }
    }

    private func plan(
        _ connection: Connection, _ organization: OrganizationID, _ desired: [Desired]
    ) throws -> Plan {
        let held = Set(try OwnedManifests.heldByGit(connection, organization, keys: desired.map(\.key)))
        var plan = Planner.plan(
            desired: desired.filter { !held.contains($0.key) }.map(\.inFile),
            owned: try OwnedManifests.bootstrapped(connection, organization), claims: [])
        guard plan.refusals.isEmpty else {
            throw Failure(description: plan.refusals.map(\.description).joined(separator: "\n"))
        }
        plan.deleted = []
        plan.released = []
        return plan
    }

    /// Parses every manifest of the directory, in the order of file names.
    private func readManifests() throws -> [Manifest] {
        let files = try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { ManifestPath.isManifest($0) && !ManifestPath.isPassedOver($0, below: "") }.sorted()
        var manifests: [Manifest] = []
        var findings: [LocatedFinding] = []
        for file in files {
            let path = "\(directory)/\(file)"
            guard let content = FileManager.default.contents(atPath: path) else {
                throw Failure(description: "\(path) cannot be read. Check its owner and mode.")
            }
            let read = ManifestReader.read(Array(content), file: path)
            findings += read.findings.filter { $0.finding.severity == .error }
            manifests += read.manifests
        }
        findings += Manifest.duplicatesAcrossFiles(manifests)
        guard findings.isEmpty else {
            throw Failure(description: findings.map(\.description).joined(separator: "\n"))
        }
        return manifests
    }
}

extension Desired {
    /// The document as the store remembers one of the bootstrap directory: by file and line, without its index.
    fileprivate var inFile: Desired {
        Desired(
            key: key, place: Place(path: place.path, document: 0, line: place.line, column: place.column), hash: hash)
    }
}
