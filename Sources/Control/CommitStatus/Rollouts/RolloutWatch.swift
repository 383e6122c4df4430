public import Jobs
import SQL
public import Store

/// Looks how the rollouts of commits stand when something moved them. It asks no forge: telling is a job of its own, so that a
/// forge that is away holds up no look, and what it is told then is the newest.
public struct RolloutWatch: Sendable {
    private let store: Store

    /// A watch on a store.
    public init(store: Store) { self.store = store }

    /// Does a job of the kind `CommitRollouts.jobKind`.
    public func handle(_ job: Job) async throws {
        guard let key = CommitStatusKey(job: job.key), key.subject == .rollouts else {
            throw PermanentJobFailure("the key names no commit")
        }
        try await look(key)
    }

    /// Notes how the rollouts of a commit stand. Idempotent.
    public func look(_ key: CommitStatusKey) async throws {
        try await store.database.transaction { connection in
            guard let progress = try CommitProgress.find(connection, key) else { return }
            let summary = RolloutSummary(progress)
            try CommitRollouts.note(connection, progress.organization, key, summary.outcome, summary.description)
        }
    }
}
