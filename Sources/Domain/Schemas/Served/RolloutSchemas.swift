import Nodes

/// The schemas of what operators send and are answered about rollouts.
enum RolloutSchemas {
    private static let text = Node.type("string")
    private static let moment = Node.type("string", ("format", .string("date-time")))
    private static let count = Node.type("integer", ("minimum", .integer(0)))
    private static let number = Node.type("integer", ("minimum", .integer(-1)))
    private static let names = Node.list(of: text)
    private static let metadata = Node.record([("name", text)])

    static let all: [String: Node] = [
        "FleetRolloutWish": .record([], optional: [("templateVersion", text), ("batch", number)]),
        "FleetRollout": standing, "FleetRolloutEntry": entry, "FleetRolloutBatch": batch,
        "FleetRolloutCounts": .record(counts), "DeviceExplanation": explanation,
        "FleetRolloutHistory": .record([
            ("apiVersion", text), ("kind", .word(["FleetRolloutHistory"])), ("metadata", .schema("ListMeta")),
            ("items", .list(of: .schema("FleetRolloutEntry"))),
        ]),
    ]

    private static let counts = [
        "total", "pending", "pendingOffline", "waiting", "offline", "succeeded", "failed", "timedOut",
    ].map { ($0, count) }

    private static let entry = Node.record(
        [
            ("id", count), ("templateVersion", text), ("state", .word(states)), ("reason", text), ("message", text),
            ("batch", number), ("approved", .type("boolean")), ("createdAt", moment), ("progressAt", moment),
            ("total", count), ("succeeded", count), ("failed", count), ("timedOut", count), ("offline", count),
        ],
        optional: [
            ("previousVersion", text), ("commit", text), ("author", text), ("subject", text), ("committedAt", moment),
            ("finishedAt", moment), ("nextAt", moment),
        ])

    private static let states = [
        "Pending", "InProgress", "AwaitingApproval", "Paused", "Completed", "Failed", "RollingBack", "Superseded",
        "Cancelled",
    ]

    private static let standing = Node.record(
        [("apiVersion", text), ("kind", .word(["FleetRollout"])), ("metadata", metadata)],
        optional: [
            ("currentVersion", text), ("goodVersion", text), ("rollout", .schema("FleetRolloutEntry")),
            ("devices", .schema("FleetRolloutCounts")), ("batches", .list(of: .schema("FleetRolloutBatch"))),
            (
                "failures",
                .list(of: .record([("message", text), ("count", count), ("devices", names)]))
            ), ("offlineDevices", names), ("timedOutDevices", names),
        ])

    private static let batch = Node.record(
        [("number", count), ("name", text), ("state", .word(["Ended", "Active", "Waiting"]))],
        optional: counts.map { ($0.0, $0.1) } + [
            ("successPercentage", count), ("finishedAt", moment), ("limit", text),
        ])

    private static let explanation = Node.record(
        [
            ("apiVersion", text), ("kind", .word(["DeviceExplanation"])), ("metadata", metadata),
            ("labels", .type("object", ("additionalProperties", text))), ("connected", .type("boolean")),
            ("hasOwnSpec", .type("boolean")), ("decommissioning", .type("boolean")), ("batches", count),
        ],
        optional: [
            ("fleet", .type("object")), ("conflict", names), ("assigned", .type("object")),
            ("rendered", .type("object")), ("reported", .type("object")), ("refused", .type("object")),
            ("rollout", .type("object")), ("batch", count), ("dispatchedAt", moment), ("error", text),
            ("lastSeen", moment), ("ownPlace", text), ("waitsFor", text),
        ])
}
