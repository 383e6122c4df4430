public import SQL

/// The commit that a ResourceSync is held at.
public struct SyncPin: Sendable, Equatable {
    /// The commit.
    public let oid: String
    /// Who pinned it.
    public let author: String
    /// What the reference means, while that is nothing new; nil: it was never asked.
    public let head: String?

    /// States a pin.
    public init(oid: String, author: String, head: String?) {
        self.oid = oid
        self.author = author
        self.head = head
    }
}

/// Pinning ResourceSyncs: a rollback that automation does not undo. The pin goes by itself when the reference means a
/// commit that was not known when it was made.
public enum SyncPins {
    /// Pins a sync to a commit and queues a pass that applies it.
    public static func pin(
        _ connection: Connection, _ sync: NamedSync, oid: String, reason: String, by operator: Operator
    ) throws {
        try connection.query(
            """
            insert into sync_pin as p (sync_id, org, oid, reason, author, head_oid)
            select $1, $2, $3, $4, $5, observed_oid from sync_state where sync_id = $1
            on conflict (sync_id) do update
                set oid = excluded.oid, reason = excluded.reason, author = excluded.author, at = excluded.at
            """,
            [
                .int(sync.id), .int(sync.organization.value), .text(oid), .text(reason), .text(`operator`.name),
            ])
        let why = reason.isEmpty ? "" : ": \(reason)"
        let message = "pinned to commit \(oid.prefix(12)) by \(`operator`.name), until a new commit arrives\(why)"
        try condition(connection, sync, holds: true, reason: "Pinned", message)
        try Events.record(connection, [`operator`.event(sync.name, message)])
        try Syncs.enqueueNow(connection, sync)
    }

    /// Lets a sync follow its reference again, and queues a pass. Returns false when it was not pinned.
    public static func unpin(_ connection: Connection, _ sync: NamedSync, by operator: Operator) throws -> Bool {
        let removed = try connection.query("delete from sync_pin where sync_id = $1", [.int(sync.id)]).affected
        guard removed > 0 else { return false }
        let message = "unpinned by \(`operator`.name)"
        try condition(connection, sync, holds: false, reason: "Unpinned", message)
        try Events.record(connection, [`operator`.event(sync.name, message)])
        try Syncs.enqueueNow(connection, sync)
        return true
    }

    /// Takes a pin away because the reference means `head` now. Does nothing when the pin has changed meanwhile.
    public static func release(_ connection: Connection, _ sync: SyncRecord, _ pin: SyncPin, head: String) throws {
        let removed = try connection.query(
            "delete from sync_pin where sync_id = $1 and oid = $2", [.int(sync.reference.id), .text(pin.oid)]
        ).affected
        guard removed > 0 else { return }
        let named = NamedSync(
            id: sync.reference.id, name: sync.reference.name, organization: sync.organization)
        let message = "commit \(head.prefix(12)) arrived: no longer pinned to \(pin.oid.prefix(12))"
        try condition(connection, named, holds: false, reason: "Released", message)
        try Events.record(
            connection,
            [
                EventRecord(
                    organization: named.organization, kind: "ResourceSync", name: named.name,
                    reason: "ResourceUpdated", message: message, component: "resourcesync")
            ])
    }

    /// Remembers what the reference means while the pin stays.
    public static func stay(_ connection: Connection, _ sync: SyncRecord, _ pin: SyncPin, head: String) throws {
        try connection.query(
            "update sync_pin set head_oid = $3 where sync_id = $1 and oid = $2",
            [.int(sync.reference.id), .text(pin.oid), .text(head)])
    }

    /// Whether a sync had seen a commit before it was pinned.
    public static func knew(_ connection: Connection, _ sync: SyncRecord, oid: String) throws -> Bool {
        try connection.query(
            """
            select exists (select from sync_run n join sync_pin p on p.sync_id = n.sync_id
                           where n.sync_id = $1 and n.oid = $2 and n.ended_at <= p.at)
            """,
            [.int(sync.reference.id), .text(oid)]
        ).one().bool(0)
    }

    /// The commits in the history of a sync whose id begins so; at most two.
    public static func commits(_ connection: Connection, _ sync: NamedSync, prefix: String) throws -> [String] {
        try connection.query(
            "select distinct oid from sync_run where sync_id = $1 and starts_with(oid, $2) limit 2",
            [.int(sync.id), .text(prefix)]
        ).map { try $0.string(0) }
    }

    private static func condition(
        _ connection: Connection, _ sync: NamedSync, holds: Bool, reason: String, _ message: String
    ) throws {
        try connection.query(
            "select resource_condition($1, 'Pinned', $2, $3, $4)",
            [.int(sync.id), .text(holds ? "True" : "False"), .text(reason), .text(message)])
    }
}
