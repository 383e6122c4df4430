import Logging
import SQL

extension JobWorker {
    private enum Settlement: Sendable {
        case done
        case retry(error: String)
        case dead(error: String)
        /// Interrupted by our own stop, or by the loss of the lease.
        case released
    }

    /// Writes down how a job ended.
    func settle(_ job: Job, _ result: Result<Void, any Error>, duration: Duration) async {
        let settlement = settlement(of: job, result)
        count(job, settlement, duration)
        // Not a child task: the outcome must be written although this task may be cancelled. It is waited for here.
        let written = Task { try await self.write(job, settlement) }
        do {
            guard try await !written.value else { return }
            logger.warning("a job's lease was lost while it ran", metadata: ["job": "\(job.kind)/\(job.key)"])
        } catch {
            // The lease will expire and the job will run again, which handlers are made for.
            logger.error(
                "cannot write down a job's end", metadata: ["job": "\(job.kind)/\(job.key)", "reason": "\(error)"])
        }
    }

    private func settlement(of job: Job, _ result: Result<Void, any Error>) -> Settlement {
        switch result {
        case .success: return .done
        case .failure(let error) where Task.isCancelled && !(error is PermanentJobFailure): return .released
        case .failure(let error):
            let text = JobError.text(error)
            logger.warning(
                "a job failed",
                metadata: ["job": "\(job.kind)/\(job.key)", "attempt": "\(job.attempt)", "reason": "\(text)"])
            return error is PermanentJobFailure || job.attempt >= options.maximumAttempts
                ? .dead(error: text) : .retry(error: text)
        }
    }

    private func count(_ job: Job, _ settlement: Settlement, _ duration: Duration) {
        switch settlement {
        case .done: metrics.ended(job, .success, after: duration)
        case .retry: metrics.ended(job, .retry, after: duration)
        case .dead: metrics.ended(job, .failure, after: duration)
        case .released: break
        }
    }

    private func write(_ job: Job, _ settlement: Settlement) async throws -> Bool {
        let delay = options.backoff.delay(afterAttempt: job.attempt, random: .random(in: 0..<1))
        return try await database.transaction { [claims] connection in
            switch settlement {
            case .done: try claims.complete(connection, job)
            case .retry(let error): try claims.retry(connection, job, after: delay, error: error)
            case .dead(let error): try claims.bury(connection, job, error: error)
            case .released: try claims.release(connection, job)
            }
        }
    }
}

/// An error as the table keeps it.
enum JobError {
    static let maximumCharacters = 2000

    static func text(_ error: any Error) -> String {
        String("\(error)".filter { $0 != "\0" }.prefix(maximumCharacters))
    }
}
