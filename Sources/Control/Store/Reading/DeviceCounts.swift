import Nodes
import SQL

/// How many devices have which status.
public struct DeviceCounts: Sendable, Equatable {
    /// All of them.
    public private(set) var total: Int64 = 0
    private var summary: [String: Int64] = [:]
    private var updated: [String: Int64] = [:]
    private var applications: [String: Int64] = [:]
    private var modes: [String: Int64] = [:]

    /// Counts of no device.
    public init() {}

    /// Counts of the devices that a list would hold, whatever its page.
    public static func matching(_ snapshot: Snapshot, _ request: ListRequest) throws -> DeviceCounts {
        let conditions = SQLConditions(request, .device)
        return try count(snapshot, by: "null::text", conditions)[""] ?? DeviceCounts()
    }

    /// Counts of these devices.
    public static func of(_ snapshot: Snapshot, ids: [Int64]) throws -> DeviceCounts {
        var conditions = SQLConditions()
        conditions.add([.intArray(ids)]) { "r.id = any(\($0[0])::bigint[])" }
        return try count(snapshot, by: "null::text", conditions)[""] ?? DeviceCounts()
    }

    /// Counts of the members of these fleets, by the fleet's name; a fleet without members is not in it.
    static func byFleet(
        _ snapshot: Snapshot, _ organization: OrganizationID, fleets: [String]
    ) throws -> [String: DeviceCounts] {
        var conditions = SQLConditions()
        conditions.add([.int(organization.value), .textArray(fleets)]) {
            "r.org = \($0[0])::bigint and r.fleet = any(\($0[1])::text[])"
        }
        return try count(snapshot, by: "r.fleet", conditions)
    }

    /// JSON of the resource model's DevicesSummary.
    public func json() -> [UInt8] {
        Node.object([
            ("total", .integer(total)), ("summaryStatus", Self.node(summary)), ("updateStatus", Self.node(updated)),
            ("applicationStatus", Self.node(applications)),
            ("capabilities", modes.isEmpty ? nil : .object([("osMode", Self.node(modes))])),
        ]).canonicalJSON()
    }

    private static func node(_ counts: [String: Int64]) -> Node {
        .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
    }

    private static func count(
        _ snapshot: Snapshot, by group: String, _ conditions: SQLConditions
    ) throws -> [String: DeviceCounts] {
        let rows = try snapshot.connection.query(
            """
            select \(group), r.summary, r.updated, r.applications, r.os_mode, count(*) from device_state r
            where \(conditions.text) group by 1, 2, 3, 4, 5
            """,
            conditions.parameters)
        var counts: [String: DeviceCounts] = [:]
        for row in rows { try counts[row.optionalString(0) ?? "", default: DeviceCounts()].add(row) }
        return counts
    }

    private mutating func add(_ row: Row) throws {
        let count = try row.int(5)
        total += count
        summary[try row.string(1), default: 0] += count
        updated[try row.string(2), default: 0] += count
        applications[try row.string(3), default: 0] += count
        if let mode = try row.optionalString(4) { modes[mode, default: 0] += count }
    }
}
