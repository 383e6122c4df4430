import Nodes
import Resources

/// The schemas of documents that belong to no kind, and of what all kinds share.
enum SmallSchemas {
    private static let text = Node.type("string")
    private static let texts = Node.type("object", ("additionalProperties", text))

    static let all: [String: Node] = [
        "ObjectMeta": .record(
            [("name", text)],
            optional: [
                ("labels", texts), ("annotations", texts), ("owner", text), ("generation", .type("integer")),
                ("resourceVersion", text), ("creationTimestamp", StatusSchemas.time),
            ]),
        "ListMeta": .record([], optional: [("continue", text), ("remainingItemCount", .type("integer"))]),
        "Status": .record([
            ("apiVersion", text), ("kind", text), ("status", text), ("code", .type("integer")), ("reason", text),
            ("message", text),
        ]),
        "Version": .record([("version", text)]),
        "AuthConfig": .record(
            [("apiVersion", text)],
            optional: [
                ("providers", .list(of: .type("object"))), ("defaultProvider", text),
                ("organizationsEnabled", .type("boolean")),
            ]),
        "UserInfo": .record([
            ("sub", text), ("preferred_username", text), ("name", text),
            ("organizations", .list(of: .schema("Organization"))),
        ]),
        "PermissionList": .record([
            ("permissions", .list(of: .record([("resource", text), ("operations", .list(of: text))])))
        ]),
        "TokenRefusal": .record([("error", text), ("error_description", text)]),
        "LabelList": .list(of: text),
        "DeviceLastSeen": .record([("lastSeen", StatusSchemas.time)]),
        "EnrollmentConfig": .record([
            (
                "enrollment-service",
                .record([
                    (
                        "authentication", .record([("client-certificate-data", text), ("client-key-data", text)])
                    ),
                    ("service", .record([("certificate-authority-data", text), ("server", text)])),
                    ("enrollment-ui-endpoint", text),
                ])
            )
        ]),
        Kind.event.rawValue: .record(
            [
                ("apiVersion", .word([APIVersion.current])), ("kind", .word([Kind.event.rawValue])),
                ("metadata", .schema("ObjectMeta")),
                ("involvedObject", .record([("kind", text), ("name", text)])), ("reason", text), ("message", text),
                ("type", .word(["Normal", "Warning"])), ("source", .record([("component", text)])), ("actor", text),
            ],
            optional: [("details", .type("object"))]),
    ]
}
