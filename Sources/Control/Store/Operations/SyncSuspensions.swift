public import SQL

/// Why a ResourceSync is left alone.
public struct SyncSuspension: Sendable, Equatable {
    /// Why.
    public let reason: String
    /// Who said so.
    public let author: String
}

/// Suspending ResourceSyncs: nothing is asked, fetched or applied for them until they are resumed.
public enum SyncSuspensions {
    /// Suspends a sync, or says anew why and until when.
    /// - Parameter seconds: After which it resumes by itself; nil: until somebody resumes it.
    public static func suspend(
        _ connection: Connection, _ sync: NamedSync, reason: String, seconds: Int64?, by operator: Operator
    ) throws {
        let until = try connection.query(
            """
            insert into sync_suspension as s (sync_id, org, reason, author, until)
            values ($1, $2, $3, $4, now() + $5::bigint * interval '1 second')
            on conflict (sync_id) do update
                set reason = excluded.reason, author = excluded.author, at = excluded.at, until = excluded.until
            returning \(WireTime.text("until"))
            """,
            [
                .int(sync.id), .int(sync.organization.value), .text(reason), .text(`operator`.name),
                .optionalInt(seconds),
            ]
        ).one().optionalString(0)
        let message =
            "suspended by \(`operator`.name) \(until.map { "until \($0)" } ?? "until it is resumed"): \(reason)"
        try condition(connection, sync, holds: true, reason: "Suspended", message)
        try Events.record(connection, [`operator`.event(sync.name, message)])
    }

    /// Resumes a sync, and queues a pass. Returns false when it was not suspended.
    public static func resume(_ connection: Connection, _ sync: NamedSync, by operator: Operator) throws -> Bool {
        let removed = try connection.query("delete from sync_suspension where sync_id = $1", [.int(sync.id)]).affected
        guard removed > 0 else { return false }
        let message = "resumed by \(`operator`.name)"
        try condition(connection, sync, holds: false, reason: "Resumed", message)
        try Events.record(connection, [`operator`.event(sync.name, message)])
        try Syncs.enqueueNow(connection, sync)
        return true
    }

    /// Resumes every sync whose time is over, in one statement, and queues their passes. Called by the periodic leader;
    /// passes take a suspension whose time is over for none, whether this has run or not.
    /// - Returns: how many were resumed.
    public static func expire(_ connection: Connection) throws -> Int {
        let over = try connection.query(
            """
            with over as materialized (
                delete from sync_suspension where until <= now() returning sync_id, org, author
            ), told as (
                insert into event (org, kind, name, reason, type, message, actor, component)
                select o.org, 'ResourceSync', r.name, 'ResourceUpdated', 'Normal',
                       'resumed: the time for which ' || o.author || ' suspended it is over', 'service:resourcesync',
                       'resourcesync'
                from over o join resource r on r.id = o.sync_id
            )
            select r.id, r.org, r.name, resource_condition(r.id, 'Suspended', 'False', 'Expired',
                'resumed: the time for which ' || o.author || ' suspended it is over')
            from over o join resource r on r.id = o.sync_id order by r.id
            """)
        for row in over {
            try Syncs.enqueueNow(
                connection,
                NamedSync(id: row.int(0), name: row.string(2), organization: OrganizationID(row.int(1))))
        }
        return over.count
    }

    private static func condition(
        _ connection: Connection, _ sync: NamedSync, holds: Bool, reason: String, _ message: String
    ) throws {
        try connection.query(
            "select resource_condition($1, 'Suspended', $2, $3, $4)",
            [.int(sync.id), .text(holds ? "True" : "False"), .text(reason), .text(message)])
    }
}
