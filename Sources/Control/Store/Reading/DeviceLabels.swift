import Resources
public import SQL

/// The labels that devices carry.
public enum DeviceLabels {
    /// Every distinct label of the devices that meet the request as `key=value`, in order, at most `request.limit`.
    /// - Parameter request: for the kind Device; its fields may be those of labels.
    public static func list(_ connection: Connection, _ request: ListRequest) throws -> [String] {
        let conditions = SQLConditions(request, .label)
        return try connection.query(
            """
            select distinct (l.key || '=' || l.value) collate "C" as label from \(Listing.label.from) and \(conditions.text)
            order by label limit $\(conditions.parameters.count + 1)::bigint
            """,
            conditions.parameters + [.int(request.limit)]
        ).map { try $0.string(0) }
    }
}

extension Listing {
    /// Each label of each device as a row of its own; the fields are those of the device and of the label.
    fileprivate static let label = byName(
        from: "device_state r cross join lateral jsonb_each_text(r.labels) l where true",
        organization: device.organization,
        name: "l.key", labels: device.labels, columns: "",
        fields: device.fields.merging(["metadata.labels.key": "l.key", "metadata.labels.value": "l.value"]) { $1 })
}
