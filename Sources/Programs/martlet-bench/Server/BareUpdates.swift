import SQL

/// The yardstick of status reports: the same rows rewritten with the same bytes by one session, all in one statement and
/// transaction at a time.
enum BareUpdates {
    /// Rows per second.
    static func measure(_ database: Database, for time: Duration) async throws -> Double {
        let rows = try await prepare(database)
        let start = ContinuousClock.now
        var count = 0
        while .now < start + time {
            let round = count
            try await database.transaction { connection in
                _ = try connection.query(
                    """
                    update bare_status s set doc = i.doc, doc_hash = i.hash, rev = s.rev + 1
                    from unnest($1::bigint[], $2::bytea[], $3::bytea[]) i(id, doc, hash) where s.device_id = i.id
                    """,
                    [
                        .intArray(rows.map(\.id)), .bytesArray(rows.map(\.document)),
                        .bytesArray(rows.map { _ in hash(round) }),
                    ])
            }
            count += rows.count
        }
        return Double(count) / start.duration(to: .now).seconds
    }

    private static func prepare(_ database: Database) async throws -> [(id: Int64, document: [UInt8])] {
        try await database.transaction { connection in
            try connection.execute(
                script: """
                    create table bare_status (like device_status including all);
                    alter table bare_status set (fillfactor = 50);
                    insert into bare_status select * from device_status;
                    """)
            return try connection.query("select device_id, doc from bare_status order by 1", []).map { row in
                try (row.int(0), row.bytes(1))
            }
        }
    }

    /// 32 bytes that differ from round to round, as digests do.
    private static func hash(_ round: Int) -> [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: (round &+ 1) &* (2 &* $0 &+ 3)) }
    }
}
