import Logging
import PrivatePostgres
import SQL
import Store

/// The database of a server: somebody else's, or an embedded one that is started first.
struct OpenDatabase: Sendable {
    let address: DatabaseAddress
    let store: Store
    /// The embedded server; nil when `--database-url` names another.
    let embedded: PrivatePostgres?

    /// Runs `body` with the database. However that ends, the connections are closed then and the embedded server stopped.
    static func with<Value>(
        _ configuration: ServerConfiguration, logger: Logger, _ body: (OpenDatabase) async throws -> Value
    ) async throws -> Value {
        let database = try await open(configuration, logger: logger)
        let result: Result<Value, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        try await database.close()
        return try result.get()
    }

    /// Finds the database, starting the embedded one when no other is named.
    private static func open(_ configuration: ServerConfiguration, logger: Logger) async throws -> OpenDatabase {
        let embedded: PrivatePostgres?
        let address: DatabaseAddress
        if let url = configuration.databaseURL {
            embedded = nil
            address = try DatabaseAddress(url: url)
        } else {
            let postgres = PrivatePostgres(directory: configuration.databaseDirectory, logger: logger)
            address = try await postgres.start()
            embedded = postgres
        }
        return OpenDatabase(
            address: address, store: Store(database: Database(address, logger: logger)), embedded: embedded)
    }

    private func close() async throws {
        await store.database.close()
        try await embedded?.stop()
    }
}
