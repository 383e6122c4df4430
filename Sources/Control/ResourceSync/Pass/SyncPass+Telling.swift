import Git
import Planning
import Resources
import SQL
import Store

/// What the forge is told of a commit.
extension SyncPass {
    /// A commit that no pass looked at before: the forge may show that something happens.
    func tellSeen(_ commit: ObjectID, _ source: SyncSource) async throws {
        guard source.tellsForge, commit.hex != sync.observedOID, commit.hex != sync.appliedOID else { return }
        try await engine.store.database.transaction { connection in
            try note(connection, commit.hex, .seen, "")
        }
    }

    /// In the transaction that applies the commit. From then on its rollouts are told of as well.
    func tellApplied(_ connection: Connection, _ oid: String, _ summary: String) throws {
        try note(connection, oid, .applied, summary)
        try CommitRollouts.begin(connection, sync, repository: spec.repository, oid: oid)
    }

    /// In the transaction that writes why a commit is not applied.
    func tellFailed(_ connection: Connection, _ failure: SyncFailure) throws {
        guard let oid = failure.oid else { return }
        switch failure {
        case .pruneBlocked, .rewritten: try note(connection, oid, .waiting, failure.block?.message ?? "")
        case .invalid(let findings, _): try note(connection, oid, .rejected, findings.first?.description ?? "")
        case .refused(let refusals, _): try note(connection, oid, .rejected, refusals.first?.description ?? "")
        case .pathMissing(let path, _): try note(connection, oid, .rejected, "there is no path '\(path)'")
        case .unverified(let unverified): try note(connection, oid, .rejected, unverified.message)
        case .repositoryMissing, .repositoryUnusable, .unreachable: return
        }
    }

    private func note(
        _ connection: Connection, _ oid: String, _ outcome: CommitOutcome, _ description: String
    ) throws {
        try CommitStatuses.note(connection, sync, repository: spec.repository, oid: oid, outcome, description)
    }
}
