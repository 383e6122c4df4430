import SQL

/// A device as its last report left it: what must be known before the next one is written. Read for every report, and so
/// without what only the wire shows.
struct ReportedDevice {
    let id: Int64
    /// Hash of the last report.
    let hash: [UInt8]
    /// Whether the device counts as silent.
    let isDisconnected: Bool
    /// What transitions are told from.
    let facts: StatusFacts

    /// The devices that exist of these, by id.
    static func load(_ connection: Connection, ids: [Int64]) throws -> [Int64: ReportedDevice] {
        let devices = try connection.query(
            """
            select s.id, r1.doc_hash, s.disconnected, \(StatusFacts.columns)
            from device_state s join device_status r1 on r1.device_id = s.id
            where s.id = any($1)
            """, [.intArray(ids)]
        ).map { row in
            try ReportedDevice(
                id: row.int(0), hash: row.bytes(1), isDisconnected: row.bool(2), facts: StatusFacts(row, at: 3))
        }
        return Dictionary(devices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
