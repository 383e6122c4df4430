import Nodes
import Resources

/// The schemas of what operators send and are answered about ResourceSyncs.
enum OperationSchemas {
    private static let text = Node.type("string")
    private static let moment = Node.type("string", ("format", .string("date-time")))
    private static let count = Node.type("integer", ("minimum", .integer(0)))
    private static let commit = Node.type("string", ("pattern", .string("^[0-9a-f]{7,40}$")))
    private static let reason = Node.type("string", ("maxLength", .integer(500)))

    static let all: [String: Node] = [
        "ResourceSyncPin": .record([("commit", commit)], optional: [("reason", reason)]),
        "ResourceSyncApproval": .record([("commit", commit)]),
        "ResourceSyncSuspension": .record(
            [("reason", reason)],
            optional: [
                ("expiresInSeconds", .type("integer", ("minimum", .integer(1)), ("maximum", .integer(31_622_400))))
            ]),
        "ResourceSyncHistory": .record([
            ("apiVersion", text), ("kind", .word(["ResourceSyncHistory"])), ("metadata", .schema("ListMeta")),
            ("items", .list(of: .schema("ResourceSyncPass"))),
        ]),
        "ResourceSyncPass": pass, "ResourceSyncStanding": standing, "DeviceBlame": blame,
    ]

    private static let pass = Node.record(
        [
            ("outcome", .word(["applied", "failed"])), ("startedAt", moment), ("endedAt", moment),
            ("seconds", .type("number")), ("created", count), ("changed", count), ("deleted", count),
            ("released", count), ("findings", .list(of: text)),
        ],
        optional: [("commit", text), ("author", text), ("committedAt", moment), ("subject", text)])

    private static let standing = Node.record(
        [
            ("apiVersion", text), ("kind", .word(["ResourceSyncStanding"])), ("metadata", .record([("name", text)])),
            ("repository", text), ("targetRevision", text), ("path", text), ("generation", count),
            ("owned", .type("object", ("additionalProperties", count))), ("pending", .type("boolean")),
            ("passes", count), ("conditions", .list(of: .type("object"))),
        ],
        optional: [
            ("commit", .schema("ResourceSyncPass")), ("observedCommit", text), ("appliedGeneration", count),
            ("last", .schema("ResourceSyncPass")),
            ("waiting", .record([("commit", text), ("guard", .word(["prune", "history"])), ("message", text)])),
            (
                "suspension",
                .record([("reason", text), ("author", text), ("since", moment)], optional: [("until", moment)])
            ), ("pin", .record([("commit", text), ("reason", text), ("author", text), ("since", moment)])),
        ])

    private static let blame = Node.record([
        ("apiVersion", text), ("kind", .word(["DeviceBlame"])), ("metadata", .record([("name", text)])),
        (
            "items",
            .list(
                of: .record(
                    [("item", text), ("field", text)],
                    optional: [
                        ("repository", text), ("commit", text), ("author", text), ("committedAt", moment),
                        ("subject", text), ("path", text), ("line", count), ("owner", text), ("object", text),
                        ("source", .type("object")),
                    ]))
        ),
    ])
}
