public import Logging
public import SQL

/// A schema of its own in a Postgres that the test process shares.
///
/// The server starts with the first test that asks, in a folder below `/tmp`, and is stopped and removed when the
/// process ends. Notifications and advisory locks are shared by all schemas: tests that care use channels and names of
/// their own.
public struct TestDatabase: Sendable {
    /// Sessions through this address find the test's schema first.
    public let address: DatabaseAddress
    /// Four threads on `address`.
    public let database: Database

    /// Runs `body` with an empty schema, or one that `script` has filled, and drops it afterwards.
    @discardableResult
    public static func with<T: Sendable>(
        script: String = "", _ body: (TestDatabase) async throws -> T
    ) async throws -> T {
        await places.take()
        let result: Result<T, any Error>
        do { result = .success(try await withSchema(script, body)) } catch { result = .failure(error) }
        await places.giveBack()
        return try result.get()
    }

    private static let places = Places(8)

    private static func withSchema<T: Sendable>(
        _ script: String, _ body: (TestDatabase) async throws -> T
    ) async throws -> T {
        let server = try await TestServer.shared.address()
        let schema = "test_\(UInt64.random(in: 0...UInt64.max))"
        let owner = Database(server, threads: 1, logger: quiet)
        try await owner.transaction { try $0.execute(script: "CREATE SCHEMA \(schema)") }
        let address = server.searching(schema: schema)
        let database = Database(address, threads: 4, logger: quiet)
        let result: Result<T, any Error>
        do {
            if !script.isEmpty { try await database.transaction { try $0.execute(script: script) } }
            result = .success(try await body(TestDatabase(address: address, database: database)))
        } catch {
            result = .failure(error)
        }
        await database.close()
        try await owner.transaction { try $0.execute(script: "DROP SCHEMA \(schema) CASCADE") }
        await owner.close()
        return try result.get()
    }

    /// A logger that says nothing.
    public static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
