import Git
import Repositories
import Resources
import Store

/// Asks one Repository for what all syncs that read from it follow.
struct SyncQuestion {
    let engine: SyncEngine

    /// One question for each reference, however many syncs follow it; after the first that the host does not answer no
    /// further one is asked.
    func ask(_ syncs: [SyncRecord]) async throws -> (PollOutcome, SyncPollAnswer) {
        var answer = SyncPollAnswer()
        let passes = syncs.compactMap { pass($0, &answer) }
        guard let first = passes.first else { return (.success, answer) }
        do {
            let source = try await SyncSource.find(first.sync, first.spec, engine)
            for (revision, group) in Dictionary(grouping: passes, by: \.spec.targetRevision).sorted(by: {
                $0.key < $1.key
            }) {
                try await ask(source, revision, group, &answer)
            }
            return (.success, answer)
        } catch SyncFailure.unreachable(let error) {
            answer.failed.append((passes.map(\.sync), .unreachable(error)))
            answer.problem = "\(error.message). \(error.fix)"
            return (.failure(retryAfter: error.retryAfter, isHostAway: error.isHostAway), answer)
        } catch let failure as SyncFailure {
            answer.failed.append((passes.map(\.sync), failure))
            return (.failure(retryAfter: nil, isHostAway: false), answer)
        }
    }

    /// A sync that cannot be read as it is stored fails alone.
    private func pass(_ sync: SyncRecord, _ answer: inout SyncPollAnswer) -> SyncPass? {
        do {
            return try SyncPass(sync: sync, engine: engine)
        } catch {
            let why = "ResourceSync/\(sync.reference.name) cannot be read as it is stored: \(error). Commit it anew."
            answer.failed.append(([sync], .repositoryUnusable(why)))
            return nil
        }
    }

    private func ask(
        _ source: SyncSource, _ revision: String, _ group: [SyncPass], _ answer: inout SyncPollAnswer
    ) async throws {
        let remote = source.remote
        do throws(GitError) {
            let head = try await engine.mirrors.resolve(remote, reference: revision)
            let waiting = group.filter { $0.needsWork(head, at: remote) }
            // A forge waits to be told by each sync what became of each commit.
            let advances =
                source.tellsForge
                ? [] : await UntouchedSyncs(engine: engine).among(waiting, remote, revision, head)
            answer.advances += advances
            let untouched = Set(advances.flatMap(\.syncs))
            for pass in waiting where !untouched.contains(pass.sync.reference.id) {
                let hint = SyncHint(source: SyncSource.key(remote, pass.spec), head: head)
                answer.pending.append((pass.sync, hint))
            }
        } catch {
            // The host answered: it is this reference that is wrong.
            guard error.code == .referenceNotFound else { throw SyncFailure.unreachable(error) }
            answer.failed.append((group.map(\.sync), .unreachable(error)))
        }
    }
}
