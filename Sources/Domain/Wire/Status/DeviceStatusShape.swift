/// The members of a device's status that the device itself writes, as the contract describes them. The others (summary,
/// updated, lifecycle, integrity) are ours, whatever the device sends for them.
enum DeviceStatusShape {
    static let resourceStates = ["Healthy", "Warning", "Critical", "Error", "Unknown"]

    /// Member and shape, in the order in which they are stored. The conditions lead.
    static let members: [(name: String, shape: JSONShape, isRequired: Bool)] = [
        ("conditions", .list(of: condition), true),
        ("systemInfo", systemInfo, true),
        ("systemd", .list(of: unit), false),
        ("applications", .list(of: application), true),
        ("resources", resources, true),
        ("config", .object(["renderedVersion": .string], required: ["renderedVersion"]), true),
        ("os", .object(["image": .string, "imageDigest": .string], required: ["image", "imageDigest"]), true),
        ("capabilities", .object(["osMode": .oneOf(["image", "package"])]), false),
    ]

    static let condition = JSONShape.object(
        [
            "type": .oneOf([
                "Approved", "TPMVerified", "Denied", "Failed", "Accessible", "ResourceParsed", "Synced", "Valid",
                "RolloutInProgress", "Updating", "SpecValid", "MultipleOwners", "DeviceDecommissioning",
            ]),
            "status": .oneOf(["True", "False", "Unknown"]), "reason": .string, "message": .string,
            "lastTransitionTime": .time, "observedGeneration": .integer,
        ],
        required: ["type", "status", "reason", "message", "lastTransitionTime"])

    private static let systemInfo = JSONShape.object(
        ["customInfo": .object([:], others: .string)],
        required: ["architecture", "bootID", "operatingSystem", "agentVersion"], others: .string)

    private static let resources = JSONShape.object(
        ["cpu": .oneOf(resourceStates), "memory": .oneOf(resourceStates), "disk": .oneOf(resourceStates)],
        required: ["cpu", "memory", "disk"])

    private static let unit = JSONShape.object(
        [
            "unit": .string, "description": .string,
            "enableState": .oneOf([
                "enabled", "enabled-runtime", "linked", "linked-runtime", "alias", "masked", "masked-runtime", "static",
                "disabled", "indirect", "generated", "transient", "bad", "unknown", "",
            ]),
            "loadState": .oneOf([
                "stub", "loaded", "not-found", "bad-setting", "error", "merged", "masked", "unknown",
            ]),
            "activeState": .oneOf([
                "active", "reloading", "inactive", "failed", "activating", "deactivating", "maintenance", "refreshing",
                "unknown",
            ]),
            "subState": .string,
        ],
        required: ["unit", "description", "enableState", "loadState", "activeState", "subState"])

    private static let application = JSONShape.object(
        [
            "name": .string, "ready": .string, "restarts": .integer, "embedded": .bool, "runAs": .string,
            "status": .oneOf([
                "Preparing", "Starting", "Running", "Error", "Unknown", "Completed", "Stopped", "Stopping",
            ]),
            "appType": .oneOf(["compose", "quadlet", "container", "helm", "vm"]),
            "volumes": .list(
                of: .object(["name": .string, "reference": .string], required: ["name", "reference"])),
        ],
        required: ["name", "ready", "restarts", "status", "embedded", "appType"])
}
