public import SQL

extension Database {
    /// Every row of every table of the test's schema, by the transaction that wrote it: equal before and after when nothing
    /// was written, not even the same again.
    public func everyRow() async throws -> [String] {
        func texts(_ sql: String) async throws -> [String] {
            try await read { try $0.query(sql, []).map { try $0.string(0) } }
        }
        let tables = try await texts(
            "select tablename::text from pg_tables where schemaname = current_schema() order by 1")
        var rows: [String] = []
        for table in tables {
            rows += try await texts("select '\(table) ' || xmin || ctid from \(table) order by 1")
        }
        return rows
    }
}
