import Nodes

/// The schemas of documents that belong to no kind.
enum SmallSchemas {
    private static let text = Node.type("string")

    static let all: [String: Node] = [
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
        // Whatever the git host sends; only addresses of the repository are read.
        "WebhookPayload": .type("object"),
        "DeviceLastSeen": .record([("lastSeen", .type("string", ("format", .string("date-time"))))]),
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
    ]
}
