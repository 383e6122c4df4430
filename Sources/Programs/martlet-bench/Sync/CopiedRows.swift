import SQL

/// The yardstick of a first sync: the rows that it wrote, loaded by `COPY` into empty tables of the same shape.
enum CopiedRows {
    private static let tables = ["resource", "resource_status", "manifest", "fleet", "template_version", "event"]

    static func measure(_ database: Database) async throws -> Duration {
        try await database.transaction { connection in
            for table in tables {
                try connection.execute(
                    script: """
                        copy (select * from \(table)) to '\(file(connection, table))';
                        create table copied_\(table) (like \(table) including all);
                        """)
            }
        }
        let duration = try await timed {
            try await database.transaction { connection in
                for table in tables {
                    try connection.execute(script: "copy copied_\(table) from '\(file(connection, table))'")
                }
            }
        }
        try await database.transaction { connection in
            for table in tables { try connection.execute(script: "drop table copied_\(table)") }
        }
        return duration
    }

    /// A file that the database's own user may write; it goes with the cluster.
    private static func file(_ connection: Connection, _ table: String) throws -> String {
        try connection.query("select current_setting('data_directory')", []).one().string(0) + "/\(table).copy"
    }
}
