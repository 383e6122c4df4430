import Planning
import Resources
import SQL

/// The rows that say which document of which commit owns an object.
extension CommitWriter {
    /// Takes away the rows of everything that changed, moved or went. Written again, where it stays, by `saveOwnership`.
    func removeOwnership() throws {
        guard let sync = application.sync else { return }
        let keys =
            (plan.changed + plan.moved).map(\.key) + (plan.deleted + plan.released).map(\.key)
            + plan.letGo.map(\.owned.key)
        guard !keys.isEmpty else { return }
        try connection.query(
            """
            delete from manifest
            where sync_id = $1 and org = $2 and (kind, name) in (select * from unnest($3::text[], $4::text[]))
            """,
            [
                .int(sync.id), .int(organization.value), .textArray(keys.map(\.kind.rawValue)),
                .textArray(keys.map(\.name)),
            ])
    }

    /// Writes the rows of everything created, changed or moved.
    func saveOwnership(_ saved: [ObjectKey: SavedResource]) throws {
        guard let sync = application.sync, let commitID else { return try rememberBootstrap() }
        let documents = (plan.created + plan.changed + plan.moved).sorted { $0.key < $1.key }
        guard !documents.isEmpty else { return }
        try connection.query(
            """
            insert into manifest (sync_id, org, commit_id, path, doc, kind, name, line, col, hash, object_id)
            select $1, $2, $3, i.path, i.doc, i.kind, i.name, i.line, i.col, i.hash, r.id
            from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::int[], $9::int[],
                        $10::bytea[]) i(path, doc, kind, name, line, col, hash)
            left join resource r on r.org = $2 and r.kind = i.kind and r.name = i.name
            """,
            [
                .int(sync.id), .int(organization.value), .int(commitID), .textArray(documents.map(\.place.path)),
                .intArray(documents.map { Int64($0.place.document) }), .textArray(documents.map(\.key.kind.rawValue)),
                .textArray(documents.map(\.key.name)), .intArray(documents.map { Int64($0.place.line) }),
                .intArray(documents.map { Int64($0.place.column) }), .bytesArray(documents.map(\.hash)),
            ])
    }

    /// The bootstrap directory owns nothing; what it applied is remembered so that a start without a change writes
    /// nothing.
    private func rememberBootstrap() throws {
        let documents = plan.created + plan.changed + plan.moved
        guard !documents.isEmpty else { return }
        try connection.query(
            """
            insert into bootstrap (org, kind, name, path, line, col, hash)
            select $1, i.* from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::bytea[]) i
            on conflict (org, kind, name) do update
                set path = excluded.path, line = excluded.line, col = excluded.col, hash = excluded.hash
            """,
            [
                .int(organization.value), .textArray(documents.map(\.key.kind.rawValue)),
                .textArray(documents.map(\.key.name)), .textArray(documents.map(\.place.path)),
                .intArray(documents.map { Int64($0.place.line) }),
                .intArray(documents.map { Int64($0.place.column) }), .bytesArray(documents.map(\.hash)),
            ])
    }
}
