import Resources
import SQL
import Wire

/// Lists and gets of every kind but Device, in the form that answers have.
public enum Objects {
    /// One page, each object as JSON.
    /// - Throws: ``StoreError`` when the kind is not listed or the token is not one of this list.
    public static func list(_ snapshot: Snapshot, _ request: ListRequest) throws -> ListPage<[UInt8]> {
        let query = try PageQuery(request)
        let rows = try query.rows(snapshot)
        let shown = rows.prefix(Int(request.limit))
        let counts = try summaries(snapshot, request, names: shown.map { try $0.string(0) })
        let items = try shown.map { try json($0, request.kind, summary: counts[$0.string(0)]) }
        return try query.page(snapshot, rows, items: items)
    }

    /// The object of a name that meets the request, as JSON; nil when there is none.
    public static func find(_ snapshot: Snapshot, _ request: ListRequest, name: String) throws -> [UInt8]? {
        guard let row = try PageQuery(request).row(snapshot, name: name) else { return nil }
        return try json(row, request.kind, summary: summaries(snapshot, request, names: [name])[name])
    }

    private static func summaries(
        _ snapshot: Snapshot, _ request: ListRequest, names: [String]
    ) throws -> [String: DeviceCounts] {
        guard request.countsDevices, request.kind == .fleet else { return [:] }
        let counts = try DeviceCounts.byFleet(snapshot, request.organization, fleets: names)
        return Dictionary(uniqueKeysWithValues: names.map { ($0, counts[$0] ?? DeviceCounts()) })
    }

    private static func json(_ row: Row, _ kind: Kind, summary: DeviceCounts?) throws -> [UInt8] {
        if kind == .event { return try row.json(7) }
        var status = try row.optionalJSON(8)
        if let summary, let bytes = status, bytes.last == UInt8(ascii: "}") {
            status = bytes.dropLast() + Array(#","devicesSummary":"#.utf8) + summary.json() + [UInt8(ascii: "}")]
        }
        return try ObjectDocument.json(
            kind: kind.rawValue,
            metadata: ObjectMetadata(
                name: row.string(0), labels: row.json(1), annotations: row.optionalJSON(2),
                owner: row.optionalString(3), generation: row.optionalInt(4), resourceVersion: row.int(5),
                creationTimestamp: row.string(6)),
            spec: row.json(7), status: status)
    }
}
