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

    /// Finds the database, starting the embedded one when no other is named.
    static func open(_ configuration: ServerConfiguration, logger: Logger) async throws -> OpenDatabase {
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

    /// Closes the connections and stops the embedded server.
    func close() async throws {
        await store.database.close()
        try await embedded?.stop()
    }
}
