import Git
import Jobs
import Logging
import Repositories
import Resources
import SQL
import Store

/// The leader's loop: asks each repository for its reference when it is due, once for all syncs that share it, and
/// queues a pass where there is something to do. A sync at rest costs one `ls-remote` and writes nothing.
public struct SyncScheduler: Sendable {
    /// How long the loop sleeps at most, so that a new ResourceSync is noticed.
    private static let longestSleep = Duration.seconds(15)

    private let engine: SyncEngine
    private let interval: Duration

    /// A scheduler that polls each sync once per interval, with jitter.
    public init(engine: SyncEngine, interval: Duration) {
        self.engine = engine
        self.interval = interval
    }

    /// Polls until the task is cancelled.
    public func run() async throws {
        let inFlight = InFlight<PollGroup>()
        try await withThrowingDiscardingTaskGroup { tasks in
            var schedule = PollSchedule(interval: interval)
            while !Task.isCancelled {
                for (group, syncs) in try await due(&schedule) {
                    inFlight.start(group, in: &tasks) { await poll(syncs) }
                }
                let pause = schedule.next.map { min($0 - .now, Self.longestSleep) } ?? Self.longestSleep
                try await Task.sleep(for: max(pause, .milliseconds(100)))
            }
        }
    }

    private func due(_ schedule: inout PollSchedule) async throws -> [PollGroup: [SyncRecord]] {
        do {
            let syncs = try await engine.store.database.read { try Syncs.all($0) }
            let due = schedule.take(syncs.map(\.reference.id), now: .now) { Double.random(in: 0..<1) }
            return Dictionary(grouping: syncs.filter { due.contains($0.reference.id) }, by: PollGroup.init)
        } catch let error as SQLError {
            engine.logger.error("cannot read the syncs, trying again", metadata: ["error": "\(error)"])
            return [:]
        }
    }

    /// Queues a pass of those that have something to do.
    private func poll(_ syncs: [SyncRecord]) async {
        let pending = await ask(syncs)
        guard !pending.isEmpty, !Task.isCancelled else { return }
        do {
            try await engine.store.database.transaction { try Syncs.enqueue($0, pending) }
        } catch {
            engine.logger.error("cannot queue passes, trying again", metadata: ["error": "\(error)"])
        }
    }

    /// Asks once for syncs that read one reference of one repository, and returns those with something to do. A question
    /// that fails is also something to do: the pass says why.
    private func ask(_ group: [SyncRecord]) async -> [SyncRecord] {
        guard let first = group.first else { return [] }
        do {
            let pass = try SyncPass(sync: first, engine: engine)
            let source = try await SyncSource.find(first, pass.spec, engine)
            let head = try await engine.mirrors.resolve(source.remote, reference: pass.spec.targetRevision)
            let pending = try group.filter { try SyncPass(sync: $0, engine: engine).needsWork(head, at: source.remote) }
            engine.metrics.polled(pending.isEmpty ? .unchanged : .pending)
            return pending
        } catch {
            engine.metrics.polled(.failure)
            return group
        }
    }
}

/// Syncs that one `ls-remote` answers.
private struct PollGroup: Hashable, Sendable {
    let organization: OrganizationID
    let repository: String
    let revision: String

    init(_ sync: SyncRecord) {
        let spec = try? StoredSpec.decode(ResourceSyncSpec.self, sync.spec)
        organization = sync.organization
        repository = spec?.repository ?? ""
        revision = spec?.targetRevision ?? ""
    }
}
