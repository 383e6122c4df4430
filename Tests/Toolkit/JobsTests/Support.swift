import Jobs
import SQL
import TestSupport

/// A queue in a schema of its own.
func withQueue(_ body: (TestDatabase) async throws -> Void) async throws {
    try await TestDatabase.with(script: JobQueue.schema) { (test: TestDatabase) async throws -> Void in
        try await body(test)
    }
}

extension TestDatabase {
    func enqueue(_ jobs: NewJob...) async throws {
        try await database.transaction { try JobQueue.enqueue($0, jobs) }
    }

    /// One number that a statement returns.
    func number(_ sql: String) async throws -> Int64 {
        try await database.read { try $0.query(sql).one().int(0) }
    }

    func change(_ sql: String) async throws {
        _ = try await database.transaction { try $0.query(sql).affected }
    }

    func dead() async throws -> [DeadJob] {
        try await database.read { try JobQueue.dead($0) }
    }

    func worker(_ handlers: [String: JobHandler]) -> JobWorker { worker(.quick, handlers) }

    func worker(_ options: JobWorkerOptions, _ handlers: [String: JobHandler]) -> JobWorker {
        JobWorker(database: database, name: "test", handlers: handlers, options: options, logger: Self.quiet)
    }

    /// Runs workers while `body` runs.
    func running<T: Sendable>(_ workers: JobWorker..., body: () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { try await worker.run() } }
            defer { group.cancelAll() }
            return try await body()
        }
    }
}

extension JobWorkerOptions {
    /// Short waits, so that tests end soon; nothing in a test depends on how short.
    static var quick: JobWorkerOptions {
        var options = JobWorkerOptions()
        options.pollInterval = .milliseconds(20)
        options.upkeepInterval = .milliseconds(50)
        options.backoff = Backoff(first: .milliseconds(10), longest: .milliseconds(20))
        return options
    }
}

/// What handlers tell the test, in order.
struct Signals<Value: Sendable>: Sendable {
    private let pair = AsyncStream.makeStream(of: Value.self)

    func send(_ value: Value) { pair.continuation.yield(value) }

    func next() async -> Value? {
        for await value in pair.stream { return value }
        return nil
    }

    func next(_ count: Int) async -> [Value] {
        var values: [Value] = []
        for await value in pair.stream {
            values.append(value)
            if values.count == count { break }
        }
        return values
    }
}

extension NewJob {
    static func test(
        _ key: String, kind: String = "k", priority: Int = 0, delay: Duration = .zero, payload: String = "{}"
    ) -> NewJob {
        NewJob(
            organization: 1, kind: kind, key: key, payload: Array(payload.utf8), priority: priority, delay: delay)
    }
}
