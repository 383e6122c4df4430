import SQL

/// A page of what happened to an object, newest first; entries are kept by growing ids.
struct HistoryPage {
    /// The kind of the objects with such a history.
    let kind: String
    /// The table of the entries.
    let table: String
    /// The column that holds the object's id.
    let column: String
    /// The rows `n` of the table with what they are joined to.
    let from: String
    /// An entry as JSON.
    let entry: String

    /// One page; nil when there is no such object.
    /// - Throws: ``StoreError`` when the token is not one of this list.
    func read(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String, limit: Int64, after start: ContinueToken?
    ) throws -> ListPage<[UInt8]>? {
        let connection = snapshot.connection
        let found = try connection.query(
            """
            select r.id, o.revision from resource r join org o on o.id = r.org
            where r.org = $1 and r.kind = $2 and r.name = $3
            """, [.int(organization.value), .text(kind), .text(name)]
        ).first
        guard let found else { return nil }
        let (id, revision) = (try found.int(0), try found.int(1))
        let rows = try connection.query(
            """
            select n.id, \(entry) from \(from)
            where n.\(column) = $1 and n.id < $2 order by n.id desc limit $3
            """, [.int(id), .int(try Self.key(start)), .int(limit + 1)])
        let shown = rows.prefix(Int(limit))
        let items = try shown.map { try $0.json(1) }
        guard rows.count > Int(limit), let last = try shown.last?.int(0) else {
            return ListPage(items: items, next: nil, revision: revision)
        }
        let left = try connection.query(
            "select count(*) from \(table) where \(column) = $1 and id < $2", [.int(id), .int(last)]
        ).one().int(0)
        return ListPage(
            items: items, next: ContinueToken(keys: [String(last)], remaining: left, revision: revision),
            revision: revision)
    }

    private static func key(_ token: ContinueToken?) throws -> Int64 {
        guard let token else { return .max }
        guard token.keys.count == 1, let id = Int64(token.keys[0]) else { throw StoreError.foreignToken }
        return id
    }
}
