import Nodes

/// The status of the device in the form of the wire.
enum StatusDocument {
    /// The `status` of a Device.
    static func status(_ board: StatusBoard.Snapshot, _ info: SystemInfo) -> Node {
        let summary = board.trouble.map { trouble in
            Node.object([("status", .string("Error")), ("info", .string(trouble))])
        }
        return .object([
            ("conditions", .array(board.conditions.map(\.node))),
            ("systemInfo", info.node),
            ("systemd", .array([])),
            ("applications", .array([])),
            ("applicationsSummary", .object([("status", .string("NoApplications"))])),
            ("resources", resources(board.levels)),
            ("integrity", unknown),
            ("config", .object([("renderedVersion", .string(String(board.renderedVersion)))])),
            ("os", .object([("image", .string("")), ("imageDigest", .string(""))])),
            ("updated", unknown), ("summary", summary ?? unknown), ("lifecycle", unknown),
            ("capabilities", .object([("osMode", .string("package"))])),
        ])
    }

    /// A whole Device with nothing but its name and status: the body of a status report.
    static func device(_ name: String, _ status: Node) -> [UInt8] {
        Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("Device")),
            ("metadata", .object([("name", .string(name))])), ("status", status),
        ]).json()
    }

    /// The service computes these; the agent only fills their place.
    private static let unknown = Node.object([("status", .string("Unknown"))])

    private static func resources(_ levels: [ResourceMonitor.Resource: ResourceMonitor.Level]) -> Node {
        func level(_ resource: ResourceMonitor.Resource) -> Node { .string((levels[resource] ?? .unknown).rawValue) }
        return .object([("cpu", level(.cpu)), ("memory", level(.memory)), ("disk", level(.disk))])
    }
}
