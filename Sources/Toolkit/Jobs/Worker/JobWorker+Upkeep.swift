import Logging
import SQL

extension JobWorker {
    /// Renews leases, recovers those of lost workers, and measures the queue, until cancelled.
    func keepUp() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.every(self.options.lease / 3, "renew leases") { try await self.renew() } }
            group.addTask {
                await self.every(self.options.upkeepInterval, "look after the queue") { try await self.lookAfter() }
            }
        }
    }

    private func every(_ interval: Duration, _ what: String, _ body: @Sendable () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await body()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("cannot \(what)", metadata: ["reason": "\(error)"])
            }
            // Cancellation is seen by the loop.
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }

    private func renew() async throws {
        defer { running.stopExpired(lease: options.lease, at: .now) }
        let ids = running.ids
        guard !ids.isEmpty else { return }
        let now = ContinuousClock.now
        let kept = try await database.transaction { [claims] in try claims.renew($0, ids) }
        running.renewed(asked: ids, kept: kept, at: now)
    }

    private func lookAfter() async throws {
        let recovered = try await database.transaction { [claims] in try claims.recoverExpired($0) }
        if recovered > 0 {
            logger.warning("took over jobs of a lost worker", metadata: ["jobs": "\(recovered)"])
            wake()
        }
        let depth = try await database.read { try Claims.depth($0) }
        metrics.depth(waiting: depth.waiting, dead: depth.dead)
    }
}
