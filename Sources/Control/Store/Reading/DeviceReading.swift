import Nodes
public import SQL

/// What is asked of devices beyond list and get.
public enum DeviceReading {
    /// One device with the spec that it is sent; nil when there is none of that name.
    public static func find(
        _ connection: Connection, _ organization: OrganizationID, name: String
    ) throws -> [UInt8]? {
        let rows = try connection.query(
            """
            select d.id, r.body, d.declared_spec from device d join device_target t on t.device_id = d.id
            left join rendered r on r.id = t.rendered_id
            where d.org = $1 and d.name = $2
            """,
            [.int(organization.value), .text(name)])
        guard let row = rows.first, let device = try DeviceRecords.load(connection, ids: [row.int(0)]).first else {
            return nil
        }
        return try device.json(spec: row.optionalBytes(1) ?? row.optionalJSON(2) ?? Array("{}".utf8))
    }

    /// When a device was last seen, RFC 3339. The outer nil: there is no such device; the inner: it was never seen.
    public static func lastSeen(
        _ connection: Connection, _ organization: OrganizationID, name: String
    ) throws -> String?? {
        try connection.query(
            """
            select \(WireTime.text("n.at")) from device d left join device_seen n on n.device_id = d.id
            where d.org = $1 and d.name = $2
            """,
            [.int(organization.value), .text(name)]
        ).first.map { try $0.optionalString(0) }
    }

    /// Every label of every device as `key=value`, in order, at most so many.
    public static func labels(
        _ connection: Connection, _ organization: OrganizationID, limit: Int64
    ) throws -> [String] {
        try connection.query(
            """
            select distinct l.key || '=' || l.value as label from device d, jsonb_each_text(d.labels) l
            where d.org = $1 order by label limit $2
            """,
            [.int(organization.value), .int(limit)]
        ).map { try $0.string(0) }
    }

    /// Counts of devices by status: JSON of the resource model's DevicesSummary. With ids only those, with a fleet's
    /// name only its members.
    public static func summary(
        _ connection: Connection, _ organization: OrganizationID, ids: [Int64]? = nil, fleet: String? = nil
    ) throws -> [UInt8] {
        let rows = try connection.query(
            """
            select summary, updated, applications, count(*) from device_state
            where org = $1 and ($2::bigint[] is null or id = any($2)) and ($3::text is null or fleet = $3)
            group by 1, 2, 3
            """,
            [.int(organization.value), ids.map(Parameter.intArray) ?? .null, .optionalText(fleet)])
        var counts: [[String: Int64]] = [[:], [:], [:]]
        var total: Int64 = 0
        for row in rows {
            let count = try row.int(3)
            total += count
            for column in 0..<3 { counts[column][try row.string(column), default: 0] += count }
        }
        let nodes = counts.map { group in Node.object(group.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }) }
        return Node.object([
            ("total", .integer(total)), ("summaryStatus", nodes[0]), ("updateStatus", nodes[1]),
            ("applicationStatus", nodes[2]),
        ]).canonicalJSON()
    }
}
