import Git
import Logging
import Planning
import Resources
import SQL
import Store

extension SyncPass {
    /// Writes the commit and the status in one transaction; nil when the plan was stale.
    func apply(_ prepared: PreparedCommit, _ commit: GitCommit, _ source: SyncSource) async throws -> PassOutcome? {
        let plan = prepared.plan
        let application = CommitApplication(
            organization: sync.organization, sync: sync.reference, base: sync.appliedOID,
            commit: CommitRecord(commit, repository: source.remote.description), plan: plan,
            objects: Dictionary(
                prepared.objects.map { ($0.desired.key, $0) }, uniquingKeysWith: { first, _ in first }),
            files: prepared.files, outdated: prepared.outdated)
        let report = report(
            observed: commit.id.hex, signatureConditions + SyncVerdict.applied,
            applied: (source: source.key, plan: plan))
        let outcome = try await engine.store.database.transaction { connection in
            let outcome = try application.apply(connection)
            if case .applied(let commitID) = outcome {
                try report.write(connection, sync, commitID: commitID)
                try RepositoryAccess.record(connection, sync.organization, spec.repository, problem: nil)
                try recordVerification(connection, commit: commitID)
                try tellApplied(connection, commit.id.hex, plan.summary)
            }
            return outcome
        }
        guard outcome != .stale else { return nil }
        engine.metrics.applied(plan)
        logger.info("applied", metadata: ["commit": "\(commit.id.hex)", "plan": "\(plan.summary)"])
        return .applied(oid: commit.id.hex, summary: plan.summary)
    }

    /// Writes the status of a pass that did not apply, unless it says what is written already.
    func record(_ failure: SyncFailure) async throws {
        let conditions = signatureConditions + SyncVerdict.conditions(after: failure)
        let observed = failure.oid ?? sync.observedOID
        guard !transitions.changed(conditions).isEmpty || observed != sync.observedOID else { return }
        let report = report(observed: observed, conditions, findings: failure.findings)
        logger.warning(
            "not applied", metadata: ["commit": "\(failure.oid ?? "-")", "why": "\(conditions.last?.message ?? "")"])
        try await engine.store.database.transaction { connection in
            try report.write(connection, sync, commitID: nil)
            if failure.oid != nil { try remember(failure, connection) }
            try tellFailed(connection, failure)
            if case .unreachable(let error) = failure {
                try RepositoryAccess.record(
                    connection, sync.organization, spec.repository, problem: "\(error.message). \(error.fix)")
            }
        }
    }

    /// What waits for approval or for another sync after a commit was judged.
    private func remember(_ failure: SyncFailure, _ connection: Connection) throws {
        try SyncApprovals.remember(connection, sync: sync.reference.id, failure.block)
        try ManifestClaims.replace(connection, sync.organization, sync: sync.reference.id, with: failure.claims)
    }

    private func report(
        observed: String?, _ conditions: [ConditionChange], findings: [LocatedFinding] = [],
        applied: (source: String, plan: Plan)? = nil
    ) -> SyncReport {
        let changed = transitions.changed(conditions)
        return SyncReport(
            observedOID: observed, conditions: changed,
            events: transitions.events(changed, observed: observed, sync: sync),
            findings: findings.historyJSON, seconds: (ContinuousClock.now - started).seconds, applied: applied)
    }
}
