import Git
import Resources
import SQL
import Signatures
import Store

extension SyncPass {
    /// Most commits whose signatures are judged in one pass.
    private static let mostCommits: UInt32 = 1000

    /// Judges the signatures that `spec.verify` demands, before anything of the commit is parsed.
    ///
    /// Every commit means every one since the last that was verified, side branches of merges included. The first commit
    /// of a repository and reference is judged alone: somebody chose it when he declared the sync.
    func verify(_ head: ObjectID, _ source: SyncSource) async throws {
        guard let policy = spec.verify else { return }
        let reference = "\(source.remote)|\(spec.targetRevision)"
        let id = sync.reference.id
        let last = try await engine.store.database.read {
            try VerifiedCommits.last($0, sync: id, source: reference)
        }
        let commits = try await commits(to: head, since: last.oid.flatMap(ObjectID.init(hex:)), policy.mode, source)
        let signer = try await judge(commits.judged, head, policy, now: last.now)
        let advance = Verification.Advance(source: reference, oid: head.hex)
        verification.fill(Verification(signer: signer, advance: commits.isNew ? advance : nil))
    }

    /// What the pass knows about signatures, as conditions.
    var signatureConditions: [ConditionChange] {
        guard spec.verify != nil else { return transitions.isKnown("Verified") ? [SyncVerdict.notDemanded] : [] }
        return verification.value.map { [SyncVerdict.verified($0.signer)] } ?? []
    }

    /// Writes down what was verified, in the transaction that applies the commit.
    func recordVerification(_ connection: Connection, commit: Int64?) throws {
        guard let found = verification.value else { return }
        if let commit { try VerifiedCommits.record(connection, commit: commit, signer: found.signer.description) }
        guard let advance = found.advance else { return }
        try VerifiedCommits.record(connection, sync: sync.reference.id, source: advance.source, oid: advance.oid)
    }

    private func judge(
        _ commits: [HistoryCommit], _ head: ObjectID, _ policy: VerifyPolicy, now: Int64
    ) async throws -> Signer {
        var signer: Signer?
        var judged = commits.last?.detail
        do throws(SignatureRefusal) {
            let verifier = CommitVerifier(keys: try TrustedKeys(policy))
            // The oldest first, so that the same commit is named until it is mended.
            for commit in commits.reversed() {
                judged = commit.detail
                signer = try await verifier.signer(
                    armored: commit.signature?.armored, payload: commit.signature?.payload ?? [],
                    validAt: [commit.detail.committedAt, now])
            }
        } catch {
            guard let judged else { throw SyncFailure.unreachable(Self.noHistory) }
            throw SyncFailure.unverified(UnverifiedCommit(oid: head.hex, commit: judged, refusal: error))
        }
        guard let signer else { throw SyncFailure.unreachable(Self.noHistory) }
        return signer
    }

    private static let noHistory = GitError(
        .commitNotFound, "the mirror has no history of the commit", fix: "it is fetched again")
}

extension SyncPass {
    /// The commits to judge, the head first, and whether the head was not part of what was verified before.
    private func commits(
        to head: ObjectID, since last: ObjectID?, _ mode: VerifyPolicy.Mode, _ source: SyncSource
    ) async throws -> (judged: [HistoryCommit], isNew: Bool) {
        let alone = try await history(head, nil, limit: 1, source)
        guard mode == .everyCommit, let last else { return (alone.commits, true) }
        let history = try await history(head, last, limit: Self.mostCommits, source)
        guard !history.isCut else { throw tooMany(head, last, alone.commits.first?.detail) }
        return history.commits.isEmpty ? (alone.commits, head == last) : (history.commits, true)
    }

    private func history(
        _ head: ObjectID, _ since: ObjectID?, limit: UInt32, _ source: SyncSource
    ) async throws -> GitHistory {
        try await reaching { () async throws(GitError) in
            try await engine.mirrors.history(source.remote, head: head, since: since, limit: limit, signatures: true)
        }
    }

    private func tooMany(_ head: ObjectID, _ last: ObjectID, _ commit: GitCommit?) -> SyncFailure {
        guard let commit else { return .unreachable(Self.noHistory) }
        let refusal = SignatureRefusal(
            .unsupported,
            "more commits were made since \(last.hex.prefix(12)), which was verified last, than are judged at once (\(Self.mostCommits))",
            fix: "set spec.verify.mode to Head until this commit is applied, which makes it the verified one")
        return .unverified(UnverifiedCommit(oid: head.hex, commit: commit, refusal: refusal))
    }
}

extension TrustedKeys {
    fileprivate init(_ policy: VerifyPolicy) throws(SignatureRefusal) {
        try self.init(
            sshAllowedSigners: policy.sshAllowedSigners, openPGPKeys: policy.openPGPKeys,
            revokedKeys: policy.revokedKeys)
    }
}
