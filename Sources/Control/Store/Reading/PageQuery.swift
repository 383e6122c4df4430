import Resources
import SQL

/// The statements of one page of a list.
struct PageQuery {
    let request: ListRequest
    let listing: Listing
    private let conditions: SQLConditions

    /// - Throws: ``StoreError`` for a kind that is not listed, or a token that the list does not accept.
    init(_ request: ListRequest) throws(StoreError) {
        guard let listing = Listing.of(request) else { throw .unlisted(request.kind.rawValue) }
        if let start = request.start, !listing.accepts(start.keys) { throw .foreignToken }
        self.request = request
        self.listing = listing
        conditions = SQLConditions(request, listing)
    }

    /// One row more than the page may hold, so that it is known whether it is the last.
    func rows(_ snapshot: Snapshot) throws -> Rows {
        var conditions = conditions
        if let start = request.start {
            conditions.add(start.keys.map(Parameter.text)) { listing.after($0) }
        }
        return try snapshot.connection.query(
            """
            select \(listing.columns), \(listing.keys.joined(separator: ", "))
            from \(listing.from) and \(conditions.text) order by \(listing.order)
            limit $\(conditions.parameters.count + 1)::bigint
            """,
            conditions.parameters + [.int(request.limit + 1)])
    }

    /// The row of one name.
    func row(_ snapshot: Snapshot, name: String) throws -> Row? {
        var conditions = conditions
        conditions.add([.text(name)]) { "\(listing.name) = \($0[0])" }
        return try snapshot.connection.query(
            "select \(listing.columns) from \(listing.from) and \(conditions.text)", conditions.parameters
        ).first
    }

    /// The page made of these rows.
    func page<Item>(_ snapshot: Snapshot, _ rows: Rows, items: [Item]) throws -> ListPage<Item> {
        let revision =
            try snapshot.connection.query(
                "select revision from org where id = $1", [.int(request.organization.value)]
            ).first?.int(0) ?? 0
        var page = ListPage(items: items, next: nil, revision: revision)
        guard rows.count > Int(request.limit), let last = rows.prefix(Int(request.limit)).last else { return page }
        let first = Listing.firstKey(of: request.kind)
        let keys = try listing.keys.indices.map { try last.string(first + $0) }
        page.next = try ContinueToken(
            keys: keys, remaining: remaining(snapshot, after: keys, shown: Int64(items.count)), revision: revision)
        return page
    }

    /// Counted once, on the first page; every further page takes from the count that the client brings along.
    private func remaining(_ snapshot: Snapshot, after keys: [String], shown: Int64) throws -> Int64 {
        if let start = request.start { return max(1, start.remaining - shown) }
        var conditions = conditions
        conditions.add(keys.map(Parameter.text)) { listing.after($0) }
        return try snapshot.connection.query(
            "select count(*) from \(listing.from) and \(conditions.text)", conditions.parameters
        ).one().int(0)
    }
}

extension SQLConditions {
    /// What a request asks of the rows of a listing, but for where its page begins.
    init(_ request: ListRequest, _ listing: Listing) {
        self.init()
        add([.int(request.organization.value)]) { "\(listing.organization) = \($0[0])::bigint" }
        if let fleet = request.fleet { add([.text(fleet)]) { "f.name = \($0[0])" } }
        if let labels = request.labels { add(labels, column: listing.labels) }
        for term in request.fields?.terms ?? [] { add(term, columns: listing.columns(of: term.field)) }
    }
}
