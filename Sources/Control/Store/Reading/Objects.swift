public import Resources
public import SQL
import Wire

/// Lists and gets of every kind, in the form that answers have.
public enum Objects {
    /// One page. The items come from one statement, so that a page never shows half of a commit (P1).
    public static func list(_ connection: Connection, _ request: ListRequest) throws -> ListPage {
        let listing = Listing.of(request)
        let conditions = conditions(request, listing)
        let rows = try page(connection, request, listing, conditions)
        let shown = rows.prefix(Int(request.limit))
        let next = try rows.count > shown.count
            ? continuation(connection, listing, request, conditions, after: shown.last) : nil
        guard request.kind == .device else {
            return try ListPage(items: shown.map { try json($0, request.kind) }, next: next)
        }
        let ids = try shown.map { try $0.int(1) }
        let devices = try DeviceRecords.load(connection, ids: ids)
        return try ListPage(items: devices.map { try $0.json(spec: $0.declaredSpec ?? Array("{}".utf8)) }, next: next, deviceIDs: ids)
    }

    /// One object; nil when there is none of that name.
    public static func find(
        _ connection: Connection, _ organization: OrganizationID, _ kind: Kind, name: String, fleet: String? = nil
    ) throws -> [UInt8]? {
        var request = ListRequest(organization: organization, kind: kind)
        request.limit = 1
        request.fleet = fleet
        let listing = Listing.of(request)
        var conditions = conditions(request, listing)
        conditions.add([.text(name)]) { "\(listing.name) = \($0[0])" }
        return try page(connection, request, listing, conditions).first.map { try json($0, kind) }
    }

    private static func conditions(_ request: ListRequest, _ listing: Listing) -> SQLConditions {
        var conditions = SQLConditions()
        if let column = listing.organization {
            conditions.add([.int(request.organization.value)]) { "\(column) = \($0[0])::bigint" }
        }
        if let fleet = request.fleet { conditions.add([.text(fleet)]) { "f.name = \($0[0])" } }
        if let labels = request.labels { conditions.add(labels, column: listing.labels) }
        for term in request.fields?.terms ?? [] { conditions.add(term, columns: listing.columns(of: term.field)) }
        return conditions
    }

    private static func page(
        _ connection: Connection, _ request: ListRequest, _ listing: Listing, _ conditions: SQLConditions
    ) throws -> Rows {
        var conditions = conditions
        if let start = request.start, start.keys.count == listing.keys.count {
            conditions.add(start.keys.map(Parameter.text)) { listing.after($0) }
        }
        return try connection.query(
            """
            select \(listing.columns), \(listing.keys.joined(separator: ", "))
            from \(listing.from) and \(conditions.text) order by \(listing.order) limit \(request.limit + 1)
            """,
            conditions.parameters)
    }

    private static func continuation(
        _ connection: Connection, _ listing: Listing, _ request: ListRequest, _ conditions: SQLConditions,
        after last: Row?
    ) throws -> ContinueToken? {
        guard let last else { return nil }
        let first = request.kind == .device ? 2 : 9
        let keys = try listing.keys.indices.map { try last.string(first + $0) }
        var conditions = conditions
        conditions.add(keys.map(Parameter.text)) { listing.after($0) }
        conditions.add([.int(request.organization.value)]) { "\($0[0])::bigint is not null" }
        let row = try connection.query(
            """
            select count(*), (select revision from org where id = $\(conditions.parameters.count))
            from \(listing.from) and \(conditions.text)
            """,
            conditions.parameters
        ).one()
        return try ContinueToken(keys: keys, remaining: row.int(0), revision: row.int(1))
    }

    private static func json(_ row: Row, _ kind: Kind) throws -> [UInt8] {
        if kind == .event { return try row.json(7) }
        return try ObjectDocument.json(
            kind: kind.rawValue,
            metadata: ObjectMetadata(
                name: row.string(0), labels: row.json(1), annotations: row.optionalJSON(2),
                owner: row.optionalString(3), generation: row.optionalInt(4), resourceVersion: row.int(5),
                creationTimestamp: row.string(6)),
            spec: row.json(7), status: row.optionalJSON(8))
    }
}
