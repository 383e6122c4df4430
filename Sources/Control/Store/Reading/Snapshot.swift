import SQL

/// The store as it was at one instant, for answers that take several statements: none of them sees a commit that another
/// does not see (P1).
public struct Snapshot {
    let connection: Connection
}

extension Store {
    /// Reads from one snapshot. `body` may run again, when the connection was lost.
    public func snapshot<T: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> T) async throws -> T {
        try await database.transaction { connection in
            try connection.execute(script: "set transaction isolation level repeatable read, read only")
            return try body(Snapshot(connection: connection))
        }
    }
}
