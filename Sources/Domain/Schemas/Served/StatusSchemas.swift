import Nodes

/// The schemas of the statuses, as the contract has them: they are reports, which nobody writes in a manifest.
enum StatusSchemas {
    static let all: [String: Node] = [
        "DeviceStatus": .record(
            [
                ("conditions", conditions),
                (
                    "systemInfo",
                    .type("object", ("additionalProperties", .object([])))
                ),
                ("applications", .list(of: .schema("DeviceApplicationStatus"))),
                ("applicationsSummary", summary(["Healthy", "Degraded", "Error", "Unknown", "NoApplications"])),
                ("resources", .record(["cpu", "memory", "disk"].map { ($0, .word(levels)) })),
                ("integrity", summary(["Verified", "Failed", "Unknown", "Unsupported"])),
                ("config", .record([("renderedVersion", .type("string"))])),
                ("os", .record([("image", .type("string")), ("imageDigest", .type("string"))])),
                ("updated", summary(["UpToDate", "OutOfDate", "Updating", "Unknown"])),
                (
                    "summary",
                    summary([
                        "Online", "Degraded", "Error", "Rebooting", "PoweredOff", "Unknown", "AwaitingReconnect",
                        "ConflictPaused",
                    ])
                ),
                ("lifecycle", summary(["Unknown", "Enrolled", "Decommissioning", "Decommissioned"])),
            ],
            optional: [
                ("systemd", .list(of: .type("object"))),
                ("capabilities", .record([("osMode", .word(["image", "package"]))])),
            ]),
        "DeviceApplicationStatus": .record(
            [
                ("name", .type("string")), ("ready", .type("string")), ("restarts", .type("integer")),
                (
                    "status",
                    .word([
                        "Preparing", "Starting", "Running", "Error", "Unknown", "Completed", "Stopped", "Stopping",
                    ])
                ),
                ("embedded", .type("boolean")), ("appType", .type("string")),
            ],
            optional: [("runAs", .type("string")), ("volumes", .list(of: .type("object")))]),
        "FleetStatus": .record(
            [("conditions", conditions)],
            optional: [
                ("devicesSummary", .schema("DevicesSummary")),
                ("rollout", .record([], optional: [("currentBatch", .type("integer"))])),
            ]),
        "RepositoryStatus": .record([("conditions", conditions)]),
        "ResourceSyncStatus": .record(
            [("conditions", conditions)],
            optional: [("observedCommit", .type("string")), ("observedGeneration", .type("integer"))]),
        // A version's status holds the fields of the frozen spec beside these.
        "TemplateVersionStatus": .record([("conditions", conditions)], optional: [("updatedAt", time)]),
        "EnrollmentRequestStatus": .record(
            [("conditions", conditions)],
            optional: [
                ("certificate", .type("string")), ("approval", .schema("EnrollmentRequestApprovalStatus")),
            ]),
        "EnrollmentRequestApprovalStatus": .object([
            (
                "allOf",
                .array([
                    .schema("EnrollmentRequestApproval"),
                    .record([("approvedBy", .type("string")), ("approvedAt", time)]),
                ])
            )
        ]),
        "CertificateSigningRequestStatus": .record(
            [("conditions", conditions)], optional: [("certificate", .type("string", ("format", .string("byte"))))]),
        "DevicesSummary": .record(
            [("total", .type("integer"))]
                + ["applicationStatus", "summaryStatus", "updateStatus"].map { ($0, counts) }),
        "Condition": .record(
            [
                ("type", .type("string")), ("status", .word(["True", "False", "Unknown"])),
                ("reason", .type("string")), ("message", .type("string")), ("lastTransitionTime", time),
            ],
            optional: [("observedGeneration", .type("integer"))]),
    ]

    static let time = Node.type("string", ("format", .string("date-time")))
    private static let conditions = Node.list(of: .schema("Condition"))
    private static let counts = Node.type("object", ("additionalProperties", .type("integer")))
    private static let levels = ["Healthy", "Warning", "Critical", "Error", "Unknown"]

    private static func summary(_ words: [String]) -> Node {
        .record([("status", .word(words))], optional: [("info", .type("string"))])
    }
}
