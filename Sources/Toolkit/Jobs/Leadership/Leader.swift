public import Logging
public import SQL

/// Lets one of several processes do what would be wasteful to do twice, by an advisory lock of Postgres.
///
/// For a moment after a lost connection two processes may both believe to lead: leadership saves work, and safety must
/// rest on something else. The connection must reach Postgres directly, not through PgBouncer's transaction pooling.
public final class Leader: Sendable {
    private let database: Database
    private let name: String
    private let interval: Duration
    private let logger: Logger

    /// Makes a candidate.
    /// - Parameters:
    ///   - name: what is led; candidates with the same name in one database compete.
    ///   - interval: how often the lock is tried for, and how often it is checked while held.
    public init(_ address: DatabaseAddress, name: String, interval: Duration = .seconds(2), logger: Logger) {
        // One thread is one session, which is what holds the lock.
        database = Database(address, threads: 1, statementTimeout: .seconds(10), logger: logger)
        self.name = name
        self.interval = interval
        self.logger = logger
    }

    /// Runs `body` while leading; when leadership is lost `body` is cancelled, and run again when it is regained.
    ///
    /// Returns when `body` returns by itself or the task is cancelled; the lock is then given back.
    /// - Throws: what `body` throws while leading.
    public func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        do {
            while !Task.isCancelled {
                if await acquire(), try await lead(body) { break }
                try await Task.sleep(for: interval)
            }
        } catch is CancellationError where Task.isCancelled {
            // The ordinary end.
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// True when `body` has ended by itself, false when leadership was lost.
    private func lead(_ body: @escaping @Sendable () async throws -> Void) async throws -> Bool {
        logger.info("leading", metadata: ["name": "\(name)"])
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask {
                while await self.holds() { try await Task.sleep(for: self.interval) }
                return false
            }
            defer { group.cancelAll() }
            let hasEnded = try await group.next() ?? false
            if !hasEnded { logger.warning("no longer leading", metadata: ["name": "\(name)"]) }
            return hasEnded
        }
    }

    private func acquire() async -> Bool {
        await ask("SELECT pg_try_advisory_lock(hashtextextended($1, 0))")
    }

    /// Whether *this* session has the lock: after a lost connection the database makes a new one, which has not.
    private func holds() async -> Bool {
        await ask(
            """
            SELECT EXISTS (
                SELECT FROM pg_locks, hashtextextended($1, 0) AS key
                WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND objsubid = 1
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND classid::bigint = (key >> 32) & 4294967295 AND objid::bigint = key & 4294967295)
            """)
    }

    private func ask(_ question: String) async -> Bool {
        do {
            return try await database.read { [name] in try $0.query(question, [.text(name)]).one().bool(0) }
        } catch {
            if !Task.isCancelled {
                logger.warning("cannot ask for leadership", metadata: ["name": "\(name)", "reason": "\(error)"])
            }
            return false
        }
    }
}
