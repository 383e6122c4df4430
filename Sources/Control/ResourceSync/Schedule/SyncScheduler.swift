import Git
import Jobs
import Logging
import Resources
import SQL
import Store

/// The leader's loop: asks each repository for its reference when it is due, once for all syncs that share it, and
/// queues a pass where there is something to do. A sync at rest costs one `ls-remote` and writes nothing.
public struct SyncScheduler: Sendable {
    /// How many repositories are asked at a time, so that a slow one does not delay the others.
    private static let mostAtOnce = 8
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
        var schedule = PollSchedule(interval: interval)
        while !Task.isCancelled {
            do {
                try await poll(&schedule)
            } catch let error as SQLError {
                engine.logger.error("cannot read the syncs, trying again", metadata: ["error": "\(error)"])
            }
            let pause = schedule.next.map { min($0 - .now, Self.longestSleep) } ?? Self.longestSleep
            try await Task.sleep(for: max(pause, .milliseconds(100)))
        }
    }

    private func poll(_ schedule: inout PollSchedule) async throws {
        let syncs = try await engine.store.database.read { try Syncs.all($0) }
        let due = schedule.take(syncs.map(\.reference.id), now: .now) { Double.random(in: 0..<1) }
        let asked = syncs.filter { due.contains($0.reference.id) }
        guard !asked.isEmpty else { return }
        let pending = await withPolls(of: asked)
        guard !pending.isEmpty else { return }
        try await engine.store.database.transaction { try Syncs.enqueue($0, pending) }
    }

    /// Which syncs have something to do. A question that fails is also something to do: the pass says why.
    private func withPolls(of syncs: [SyncRecord]) async -> [SyncRecord] {
        let groups = Dictionary(grouping: syncs, by: PollGroup.init).values.map(Array.init)
        return await withTaskGroup(of: [SyncRecord].self) { tasks in
            var pending: [SyncRecord] = []
            for (index, group) in groups.enumerated() {
                if index >= Self.mostAtOnce, let done = await tasks.next() { pending += done }
                tasks.addTask { await ask(group) }
            }
            for await done in tasks { pending += done }
            return pending
        }
    }

    /// Asks once for syncs that read one reference of one repository.
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
private struct PollGroup: Hashable {
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
