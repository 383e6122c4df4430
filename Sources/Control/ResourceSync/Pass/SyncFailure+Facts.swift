import Git
import Nodes
import Resources
import Store

extension SyncFailure {
    /// The commit that the failure is about; nil when none was resolved.
    var oid: String? {
        switch self {
        case .repositoryMissing, .repositoryUnusable, .unreachable: nil
        case .pathMissing(_, let oid), .invalid(_, let oid), .refused(_, let oid): oid
        }
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
