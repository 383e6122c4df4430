import SQL

/// The yardsticks of status reports: the same rows rewritten with the same bytes by one session, all of them in one
/// transaction at a time.
struct BareUpdates: Sendable {
    /// Rows per second, a prepared statement for each row, all sent at once.
    let pipelined: Double
    /// Rows per second, one statement for all.
    let unnested: Double

    static func measure(_ server: RunningServer, _ place: Workplace, for time: Duration) async throws -> BareUpdates {
        let rows = try await prepare(server.database)
        return BareUpdates(
            pipelined: try await pipelined(rows.map(\.id), server, place, for: time),
            unnested: try await unnested(rows, server.database, for: time))
    }

    private static func pipelined(
        _ ids: [Int64], _ server: RunningServer, _ place: Workplace, for time: Duration
    ) async throws -> Double {
        let updates = ids.map { id in
            "update bare_status set doc = doc, doc_hash = sha256(:n::text::bytea), rev = rev + 1 where device_id = \(id);"
        }
        let script = "\(place.directory)/updates.sql"
        try Workplace.write(
            (["\\set n random(1, 1000000000)", "\\startpipeline"] + updates + ["\\endpipeline", ""])
                .joined(separator: "\n"), to: script)
        // Distributions keep it beside the server, not on the path.
        let text = try await Program.run([
            "sh", "-c",
            #"PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | tail -1)" exec pgbench "$@""#,
            "pgbench", "-h", "\(server.stateDirectory)/postgres/run", "-U", "martlet", "-n", "-M", "prepared", "-c",
            "1",
            "-T", "\(Int(time.seconds))", "-f", script, "postgres",
        ])
        let line = text.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let rate = line?.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) }) else {
            throw BenchError("pgbench told no rate")
        }
        return rate * Double(ids.count)
    }

    private static func unnested(
        _ rows: [(id: Int64, document: [UInt8])], _ database: Database, for time: Duration
    ) async throws -> Double {
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
