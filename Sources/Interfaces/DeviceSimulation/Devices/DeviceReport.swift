import FoundationEssentials
import Nodes

/// What a device says of an update. Reasons and texts are part of the protocol, word for word.
enum UpdateState: Sendable, Hashable {
    case applying(Int64)
    case updated(Int64)
    case failed(Int64, String)

    var condition: (status: String, reason: String, message: String) {
        switch self {
        case .applying(let version): ("True", "ApplyingUpdate", "Device is applying renderedVersion: \(version)")
        case .updated(let version): ("False", "Updated", "Updated to desired renderedVersion: \(version)")
        case .failed(let version, let why):
            ("False", "Error", "Failed to update to renderedVersion: \(version): \(why)")
        }
    }
}

/// The body of a status report, of the size that agents send.
struct DeviceReport: Sendable {
    let name: String
    /// The version that runs.
    let running: Int64
    let update: UpdateState?
    /// What differs from report to report.
    let boot: Int
    /// By how many seconds the clock is wrong.
    var clockSkew = 0.0

    func json() -> [UInt8] {
        Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("Device")),
            ("metadata", .object([("name", .string(name))])), ("status", status),
        ]).json()
    }

    private var status: Node {
        .object([
            ("conditions", .array(update.map { [condition($0)] } ?? [])), ("systemInfo", systemInfo),
            ("applications", .array([])), ("applicationsSummary", Self.state("Healthy")),
            ("resources", .object(["cpu", "memory", "disk"].map { ($0, .string("Healthy")) })),
            ("integrity", Self.state("Verified")),
            ("config", .object([("renderedVersion", .string(String(running)))])),
            ("os", .object([("image", .string("quay.io/example/device:1")), ("imageDigest", .string("sha256:1d2e"))])),
            ("updated", Self.state("Unknown")), ("summary", Self.state("Unknown")),
            ("lifecycle", Self.state("Unknown")),
        ])
    }

    private func condition(_ update: UpdateState) -> Node {
        let (status, reason, message) = update.condition
        return .object([
            ("type", .string("Updating")), ("status", .string(status)), ("reason", .string(reason)),
            ("message", .string(message)), ("lastTransitionTime", .string(Self.time(clockSkew))),
        ])
    }

    private var systemInfo: Node {
        .object([
            ("architecture", .string("amd64")), ("bootID", .string("7a3c1f86-\(boot)")),
            ("operatingSystem", .string("linux")), ("agentVersion", .string("0.1.0")),
            ("hostname", .string(String(name.prefix(12)))), ("kernel", .string("6.1.0")),
            ("netIpDefault", .string("192.0.2.17")),
        ])
    }

    /// What an enrolment request tells of the device.
    static func first(_ name: String) -> Node {
        DeviceReport(name: name, running: 0, update: nil, boot: 0).status
    }

    private static func state(_ text: String) -> Node { .object([("status", .string(text))]) }

    private static func time(_ skew: Double) -> String { Date().addingTimeInterval(skew).ISO8601Format() }
}
