import Git
import Nodes
import Planning
import Resources
import Store

extension SyncFailure {
    /// The commit that the failure is about; nil when none was resolved.
    var oid: String? {
        switch self {
        case .repositoryMissing, .repositoryUnusable, .unreachable: nil
        case .pathMissing(_, let oid), .invalid(_, let oid), .refused(_, let oid),
            .pruneBlocked(_, _, let oid), .rewritten(_, _, let oid):
            oid
        case .unverified(let unverified): unverified.oid
        }
    }

    /// What waits for approval.
    var block: SyncBlock? {
        switch self {
        case .pruneBlocked(let why, _, let oid): SyncBlock(oid: oid, what: .prune, message: why)
        case .rewritten(let from, _, let oid):
            SyncBlock(
                oid: oid, what: .history,
                message: "it does not descend from commit \(from.prefix(12)), which is in force")
        case .repositoryMissing, .repositoryUnusable, .unreachable, .pathMissing, .invalid, .refused, .unverified:
            nil
        }
    }

    /// Documents whose objects another sync owns.
    var claims: [Refusal] {
        guard case .refused(let refusals, _) = self else { return [] }
        return refusals.filter { if case .ownedElsewhere = $0.reason { true } else { false } }
    }

    /// Findings for the history.
    var findings: [LocatedFinding] {
        if case .invalid(let findings, _) = self { findings } else { [] }
    }
}

extension [LocatedFinding] {
    /// How many findings the history keeps of one pass.
    private static var mostKept: Int { 100 }

    /// The findings as a JSON array of texts.
    var historyJSON: [UInt8] {
        Node.array(prefix(Self.mostKept).map { Node.string($0.description) }).canonicalJSON()
    }
}

extension CommitRecord {
    /// What the store keeps of a commit.
    init(_ commit: GitCommit, repository: String) {
        self.init(
            repository: repository, oid: commit.id.hex, authorName: commit.authorName,
            authorEmail: commit.authorEmail, committedAt: commit.committedAt, subject: commit.subject)
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
