public import SQL

/// Which wake-ups a reader has seen.
///
/// Ids commit out of order, so the cursor stops at the oldest transaction that still runs. What is visible above it is
/// handed out at once and remembered, so that a long transaction delays nobody and nothing is handed out for ever.
public struct WakeCursor: Sendable, Equatable {
    private var transaction: String
    private var id: Int64
    private var ahead: Set<Int64> = []

    /// A cursor that stands before everything that is not yet committed.
    public static func now(_ connection: Connection) throws -> WakeCursor {
        let row = try connection.query("select pg_snapshot_xmin(pg_current_snapshot())::text").one()
        return try WakeCursor(transaction: row.string(0), id: 0)
    }

    /// Reads the wake-ups that were committed since, and moves on.
    /// - Returns: Ids of the devices that have something new.
    public mutating func advance(_ connection: Connection) throws -> Set<Int64> {
        let rows = try connection.query(
            """
            select w.id, w.xid::text, w.xid < pg_snapshot_xmin(pg_current_snapshot()),
                   array_to_string(coalesce(w.device_ids,
                       (select array_agg(t.device_id) from device_target t where t.fleet_id = w.fleet_id)), ' ')
            from wake w
            where (w.xid, w.id) > ($1::text::xid8, $2)
            order by w.xid, w.id
            """,
            [.text(transaction), .int(id)])
        var devices: Set<Int64> = []
        var above: Set<Int64> = []
        for row in rows {
            let wake = try row.int(0)
            if !ahead.contains(wake) {
                try devices.formUnion((row.optionalString(3) ?? "").split(separator: " ").compactMap { Int64($0) })
            }
            if try row.bool(2) { (transaction, id) = (try row.string(1), wake) } else { above.insert(wake) }
        }
        ahead = above
        return devices
    }
}
