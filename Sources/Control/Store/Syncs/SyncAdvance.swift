public import SQL

/// Syncs for which a commit changes nothing.
public struct SyncAdvance: Sendable, Equatable {
    /// The commit that they have in force.
    public let base: String
    /// The commit that comes into force.
    public let head: String
    /// Their ids.
    public let syncs: [Int64]

    /// States an advance.
    public init(base: String, head: String, syncs: [Int64]) {
        self.base = base
        self.head = head
        self.syncs = syncs
    }

    /// Moves the syncs to the commit, but for those that have moved, were pinned or were suspended since it was found.
    /// Tells of it in their status and in no event: nothing of theirs has changed.
    public func write(_ connection: Connection) throws {
        guard !syncs.isEmpty else { return }
        try connection.query(
            """
            with moved as (
                update sync_state set applied_oid = $3, observed_oid = $3 where sync_id in (
                    select st.sync_id from sync_state st where st.sync_id = any($1) and st.applied_oid = $2
                      and not exists (select from sync_suspension s where s.sync_id = st.sync_id
                                      and (s.until is null or s.until > now()))
                      and not exists (select from sync_pin p where p.sync_id = st.sync_id)
                    order by st.sync_id for update)
                returning sync_id
            )
            update resource_status c set rev = c.rev + 1,
                doc = c.doc || jsonb_build_object('observedCommit', $3::text)
            from moved where c.resource_id = moved.sync_id
            """,
            [.intArray(syncs), .text(base), .text(head)])
    }
}
