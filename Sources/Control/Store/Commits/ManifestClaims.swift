public import Planning
import Resources
public import SQL

/// Objects that one sync owns and another waits for: the second was refused, and both say so. When the first no longer
/// declares the object it moves to the second instead of being deleted and made anew.
public enum ManifestClaims {
    /// Remembers what a sync waits for after its commit was refused, and nothing else of it. Tells the owners.
    public static func replace(
        _ connection: Connection, _ organization: OrganizationID, sync: Int64, with claims: [Refusal]
    ) throws {
        let before = try forget(connection, sync: sync)
        guard !claims.isEmpty || !before.isEmpty else { return }
        try connection.query(
            """
            insert into manifest_claim (org, sync_id, kind, name, path, doc, line, col)
            select $1, $2, i.* from unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[]) i
            on conflict do nothing
            """,
            [
                .int(organization.value), .int(sync), .textArray(claims.map(\.key.kind.rawValue)),
                .textArray(claims.map(\.key.name)), .textArray(claims.map(\.place.path)),
                .intArray(claims.map { Int64($0.place.document) }), .intArray(claims.map { Int64($0.place.line) }),
                .intArray(claims.map { Int64($0.place.column) }),
            ])
        try tell(connection, organization, syncs: before.union(try owners(connection, of: sync)))
    }

    /// The claims of other syncs on the given names.
    public static func waiting(
        _ connection: Connection, _ organization: OrganizationID, for keys: [ObjectKey], except sync: Int64
    ) throws -> [WaitingClaim] {
        guard !keys.isEmpty else { return [] }
        return try connection.query(
            """
            select c.kind, c.name, c.path, c.doc, c.line, c.col, s.name
            from manifest_claim c join resource s on s.id = c.sync_id
            where c.org = $1 and c.sync_id <> $4
              and (c.kind, c.name) in (select * from unnest($2::text[], $3::text[]))
            order by c.kind, c.name, s.id
            """,
            [
                .int(organization.value), .textArray(keys.map(\.kind.rawValue)), .textArray(keys.map(\.name)),
                .int(sync),
            ]
        ).map { row in
            try WaitingClaim(
                key: OwnedManifests.key(row, 0), sync: row.string(6), place: OwnedManifests.place(row, 2))
        }
    }

    /// Forgets claims that are known to be made no more.
    static func dismiss(_ connection: Connection, _ organization: OrganizationID, _ claims: [WaitingClaim]) throws {
        guard !claims.isEmpty else { return }
        try connection.query(
            """
            delete from manifest_claim c
            using unnest($2::text[], $3::text[], $4::text[]) i(kind, name, sync), resource s
            where c.org = $1 and c.kind = i.kind and c.name = i.name and s.id = c.sync_id and s.name = i.sync
            """,
            [
                .int(organization.value), .textArray(claims.map(\.key.kind.rawValue)),
                .textArray(claims.map(\.key.name)), .textArray(claims.map(\.sync)),
            ])
    }

    /// Forgets what a sync waited for.
    /// - Returns: The syncs that owned it.
    private static func forget(_ connection: Connection, sync: Int64) throws -> Set<Int64> {
        let owners = try owners(connection, of: sync)
        try connection.query("delete from manifest_claim where sync_id = $1", [.int(sync)])
        return owners
    }

    private static func owners(_ connection: Connection, of sync: Int64) throws -> Set<Int64> {
        Set(
            try connection.query(
                """
                select distinct m.sync_id from manifest_claim c
                join manifest m on m.org = c.org and m.kind = c.kind and m.name = c.name and m.sync_id <> c.sync_id
                where c.sync_id = $1
                """, [.int(sync)]
            ).map { try $0.int(0) })
    }
}

extension CommitWriter {
    /// A commit in force waits for nothing any more, and whoever waits for what it let go looks again.
    func settleClaims() throws {
        guard let sync = application.sync else { return }
        try ManifestClaims.replace(connection, organization, sync: sync.id, with: [])
        let keys = (plan.deleted + plan.released).map(\.key) + plan.letGo.map(\.owned.key)
        guard !keys.isEmpty else { return }
        try ManifestClaims.tell(connection, organization, syncs: [sync.id])
        try enqueueClaimants(keys)
    }

    /// Syncs are queued by name: a claimant may not have been refused yet, and so have no claim.
    private func enqueueClaimants(_ keys: [ObjectKey]) throws {
        let named = plan.letGo.compactMap { object in
            if case .claimed(let sync, _) = object.reason { sync } else { nil }
        }
        let rows = try connection.query(
            """
            select id from resource where org = $1 and kind = 'ResourceSync' and (name = any($2) or id in (
                select sync_id from manifest_claim
                where org = $1 and (kind, name) in (select * from unnest($3::text[], $4::text[]))))
            order by id
            """,
            [
                .int(organization.value), .textArray(named), .textArray(keys.map(\.kind.rawValue)),
                .textArray(keys.map(\.name)),
            ])
        guard !rows.isEmpty else { return }
        try Syncs.enqueue(connection, organization, syncs: try rows.map { try $0.int(0) })
    }
}
