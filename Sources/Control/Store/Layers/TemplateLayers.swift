public import Rendering
public import SQL

/// The layers that were frozen into template versions.
public enum TemplateLayers {
    /// The layers of each version that has any, in no order.
    public static func all(_ connection: Connection, versions: Set<Int64>) throws -> [Int64: [Layer]] {
        let rows = try connection.query(
            "select tv_id, name, layer_order, match_labels, spec from tv_layer where tv_id = any($1)",
            [.intArray(versions.sorted())])
        var layers: [Int64: [Layer]] = [:]
        for row in rows {
            try layers[row.int(0), default: []].append(
                Layer(
                    name: row.string(1), order: row.int(2), matchLabels: StoredSpec.labels(row.json(3)),
                    template: StoredSpec.template(row.json(4))))
        }
        return layers
    }
}
