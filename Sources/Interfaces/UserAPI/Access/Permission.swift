import Nodes

/// What a token is good for: everything that this API does, and nothing that git decides. Of fleets the annotations of
/// approvals are changed.
enum Permission {
    private static let reading = ["get", "list"]
    private static let all: [(resource: String, operations: [String])] = [
        ("certificatesigningrequests", ["create", "delete"] + reading), ("devices", ["delete"] + reading),
        ("devices/blame", ["get"]), ("devices/explanation", ["get"]), ("devices/lastseen", ["get"]),
        ("devices/rendered", ["get"]),
        ("devices/status", ["get"]),
        ("enrollmentconfig", ["get"]), ("enrollmentrequests", ["delete"] + reading),
        ("enrollmentrequests/approval", ["update"]), ("enrollmentrequests/status", ["get"]), ("events", ["list"]),
        ("fleets", reading + ["patch", "update"]), ("fleets/rollout", ["create", "get"]), ("fleets/status", ["get"]),
        ("fleets/templateversions", reading), ("labels", ["list"]),
        ("organizations", ["list"]), ("repositories", reading), ("resourcesyncs", reading),
        ("resourcesyncs/approval", ["create"]), ("resourcesyncs/history", ["get"]), ("resourcesyncs/now", ["create"]),
        ("resourcesyncs/pin", ["delete", "update"]), ("resourcesyncs/status", ["get"]),
        ("resourcesyncs/suspension", ["delete", "update"]),
    ]

    /// JSON of a PermissionList.
    static var document: [UInt8] {
        Node.object([
            (
                "permissions",
                .array(
                    all.map { permission in
                        .object([
                            ("resource", .string(permission.resource)),
                            ("operations", .array(permission.operations.map(Node.string))),
                        ])
                    })
            )
        ]).json()
    }
}
