public import SQL

/// What a guard stopped until somebody approves it.
public struct SyncBlock: Sendable, Equatable {
    /// Which guard stopped a commit.
    public enum What: String, Sendable {
        /// It takes away too much.
        case prune
        /// It does not descend from the commit in force, and the sync is protected.
        case history
    }

    /// The commit.
    public let oid: String
    /// Which guard.
    public let what: What
    /// Why, in a sentence.
    public let message: String

    /// States a block.
    public init(oid: String, what: What, message: String) {
        self.oid = oid
        self.what = what
        self.message = message
    }
}

/// Commits that wait for consent, and the consent to them.
public enum SyncApprovals {
    /// What became of an approval.
    public enum Outcome: Sendable, Equatable {
        /// The commit of this object id is approved, and a pass is queued.
        case approved(SyncBlock)
        /// No commit of the sync waits for approval.
        case nothingWaits
        /// Another commit waits.
        case anotherWaits(SyncBlock)
    }

    /// Approves the commit that waits, in the caller's transaction. The approval is for what stopped the commit and for
    /// this commit on top of the one in force: it ends with the next commit that is applied.
    ///
    /// - Parameters:
    ///   - oid: The object id, or its first seven digits or more.
    ///   - actor: Who approves, `user:<name>`.
    public static func approve(
        _ connection: Connection, _ organization: OrganizationID, sync: SyncReference, oid: String, by actor: String,
        requestID: String? = nil
    ) throws -> Outcome {
        guard let block = try waiting(connection, sync: sync.id, lock: true) else { return .nothingWaits }
        let wanted = oid.lowercased()
        guard wanted.utf8.count >= 7, block.oid.hasPrefix(wanted) else { return .anotherWaits(block) }
        let made = try connection.query(
            """
            insert into sync_approval (sync_id, commit_oid, by, what) values ($1, $2, $3, $4) on conflict do nothing
            """,
            [.int(sync.id), .text(block.oid), .text(actor), .text(block.what.rawValue)]
        ).affected
        try Syncs.enqueue(connection, organization, syncs: [sync.id])
        guard made > 0 else { return .approved(block) }
        try Events.record(
            connection,
            [
                EventRecord(
                    organization: organization, kind: "ResourceSync", name: sync.name, reason: "ResourceUpdated",
                    message: "Commit \(block.oid.prefix(12)) was approved: \(block.message)", component: "api",
                    actor: actor, requestID: requestID)
            ])
        return .approved(block)
    }

    /// The commit of a sync that waits for approval; nil when none does.
    public static func waiting(_ connection: Connection, sync: Int64) throws -> SyncBlock? {
        try waiting(connection, sync: sync, lock: false)
    }

    /// Whether a commit was approved and the approval is not used up.
    public static func covers(
        _ connection: Connection, sync: Int64, oid: String, what: SyncBlock.What
    ) throws -> Bool {
        try !connection.query(
            """
            select 1 from sync_approval where sync_id = $1 and commit_oid = $2 and what = $3 and used_at is null
            """, [.int(sync), .text(oid), .text(what.rawValue)]
        ).isEmpty
    }

    /// Remembers what waits for approval, or with nil that nothing does, in the caller's transaction.
    public static func remember(_ connection: Connection, sync: Int64, _ block: SyncBlock?) throws {
        guard let block else {
            try connection.query("delete from sync_block where sync_id = $1", [.int(sync)])
            return
        }
        try connection.query(
            """
            insert into sync_block as b (sync_id, commit_oid, what, message) values ($1, $2, $3, $4)
            on conflict (sync_id) do update
                set commit_oid = excluded.commit_oid, what = excluded.what, message = excluded.message,
                    at = case when (b.commit_oid, b.what) = (excluded.commit_oid, excluded.what) then b.at else now() end
            """,
            [.int(sync), .text(block.oid), .text(block.what.rawValue), .text(block.message)])
    }

    /// A commit is in force: nothing waits, and approvals are used up.
    static func useUp(_ connection: Connection, sync: Int64) throws {
        try remember(connection, sync: sync, nil)
        try connection.query(
            "update sync_approval set used_at = now() where sync_id = $1 and used_at is null", [.int(sync)])
    }

    private static func waiting(_ connection: Connection, sync: Int64, lock: Bool) throws -> SyncBlock? {
        let rows = try connection.query(
            lock
                ? "select commit_oid, what, message from sync_block where sync_id = $1 for update"
                : "select commit_oid, what, message from sync_block where sync_id = $1", [.int(sync)])
        return try rows.first.map { row in
            guard let what = try SyncBlock.What(rawValue: row.string(1)) else {
                throw StoreError.unreadable("block of a commit by a guard that this program does not know")
            }
            return try SyncBlock(oid: row.string(0), what: what, message: row.string(2))
        }
    }
}
