import SQL
import TestSupport

/// Looks into the embedded database of a server, and breaks it for tests that need it broken.
struct StoreView: Sendable {
    let socket: String

    /// The first column of a query's first row; nil when there is no row.
    func text(_ query: String, _ parameters: [String] = []) async throws -> String? {
        try await withDatabase { database in
            try await database.read { try $0.query(query, parameters.map { .text($0) }).first?.optionalString(0) }
        }
    }

    /// The first column of a query's first row as a number; 0 when there is no row.
    func number(_ query: String, _ parameters: [String] = []) async throws -> Int {
        try await text("select (\(query))::text", parameters).flatMap { Int($0) } ?? 0
    }

    /// Runs statements.
    func execute(_ script: String) async throws {
        try await withDatabase { database in
            try await database.transaction { try $0.execute(script: script) }
        }
    }

    /// One connection a question: the server may be killed in between, and is waited for while it starts again.
    private func withDatabase<Value: Sendable>(_ body: (Database) async throws -> Value) async throws -> Value {
        for _ in 1..<200 {
            do {
                return try await ask(body)
            } catch let error as SQLError where error.code == .connection {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        return try await ask(body)
    }

    private func ask<Value: Sendable>(_ body: (Database) async throws -> Value) async throws -> Value {
        let address = DatabaseAddress(socketDirectory: socket, user: "martlet", database: "postgres")
        let database = Database(address, threads: 1, logger: TestDatabase.quiet)
        let result: Result<Value, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        await database.close()
        return try result.get()
    }
}
