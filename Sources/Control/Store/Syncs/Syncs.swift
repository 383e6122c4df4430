import Jobs
public import SQL

/// Reads what the sync engine works on.
public enum Syncs {
    /// Kind of the job that runs one pass; its key is the id of the ResourceSync.
    public static let jobKind = "sync"

    /// Every ResourceSync of every organization, for the scheduler.
    public static func all(_ connection: Connection) throws -> [SyncRecord] {
        try connection.query(select + " order by r.id", []).map(record)
    }

    /// One ResourceSync; nil when it is gone.
    public static func find(_ connection: Connection, id: Int64) throws -> SyncRecord? {
        try connection.query(select + " where r.id = $1", [.int(id)]).first.map(record)
    }

    /// Other ResourceSyncs that read the same reference of the same Repository.
    public static func reading(
        _ connection: Connection, _ organization: OrganizationID, repository: String, revision: String,
        except sync: Int64
    ) throws -> [SyncRecord] {
        try connection.query(
            select
                + """
                 where r.org = $1 and r.id <> $2 and r.spec ->> 'repository' = $3 and r.spec ->> 'targetRevision' = $4
                order by r.id
                """,
            [.int(organization.value), .int(sync), .text(repository), .text(revision)]
        ).map(record)
    }

    /// A Repository by name; nil when there is none.
    public static func repository(
        _ connection: Connection, _ organization: OrganizationID, name: String
    ) throws -> RepositoryRecord? {
        let rows = try connection.query(
            """
            select r.id, r.spec, s.key_id, s.sealed from resource r
            left join secret s on s.resource_id = r.id and s.field = 'spec'
            where r.org = $1 and r.kind = 'Repository' and r.name = $2
            """,
            [.int(organization.value), .text(name)])
        return try rows.first.map { row in
            let sealed = try row.optionalString(2).map { keyID in
                try PreparedObject.SealedSpec(keyID: keyID, bytes: row.bytes(3))
            }
            return try RepositoryRecord(id: row.int(0), name: name, spec: row.json(1), sealed: sealed)
        }
    }

    /// Every ResourceSync that reads from a Repository of this name.
    public static func reading(
        _ connection: Connection, _ organization: OrganizationID, repository: String
    ) throws -> [SyncRecord] {
        try connection.query(
            select + " where r.org = $1 and r.kind = 'ResourceSync' and r.spec ->> 'repository' = $2 order by r.id",
            [.int(organization.value), .text(repository)]
        ).map(record)
    }

    /// Queues passes in the caller's transaction.
    /// - Parameter passes: The syncs, each with what its pass need not ask again, as JSON.
    public static func enqueue(_ connection: Connection, _ passes: [(sync: SyncRecord, hint: [UInt8])]) throws {
        try JobQueue.enqueue(
            connection,
            passes.map {
                NewJob(
                    organization: $0.sync.organization.value, kind: jobKind, key: "\($0.sync.reference.id)",
                    payload: $0.hint, priority: 30)
            })
    }

    /// Queues passes of these syncs, which ask for everything themselves, in the caller's transaction.
    static func enqueue(_ connection: Connection, _ organization: OrganizationID, syncs: [Int64]) throws {
        try JobQueue.enqueue(
            connection,
            syncs.map { NewJob(organization: organization.value, kind: jobKind, key: "\($0)", priority: 30) })
    }

    private static let select = """
        select r.id, r.name, r.org, o.uid::text, r.spec, r.generation, coalesce(s.conditions, '[]'),
               st.applied_oid, st.applied_source, st.observed_oid, st.succeeded_generation,
               su.reason, su.author, pin.oid, pin.author, pin.head_oid
        from sync_state st
        join resource r on r.id = st.sync_id
        join org o on o.id = r.org
        left join resource_status s on s.resource_id = r.id
        left join sync_suspension su on su.sync_id = r.id and (su.until is null or su.until > now())
        left join sync_pin pin on pin.sync_id = r.id
        """

    private static func record(_ row: Row) throws -> SyncRecord {
        try SyncRecord(
            reference: SyncReference(id: row.int(0), name: row.string(1)), organization: OrganizationID(row.int(2)),
            organizationUID: row.string(3), spec: row.json(4), generation: row.int(5), conditions: row.json(6),
            appliedOID: row.optionalString(7), appliedSource: row.optionalString(8),
            observedOID: row.optionalString(9), succeededGeneration: row.optionalInt(10),
            suspension: row.optionalString(11).map { try SyncSuspension(reason: $0, author: row.string(12)) },
            pin: row.optionalString(13).map {
                try SyncPin(oid: $0, author: row.string(14), head: row.optionalString(15))
            })
    }
}
