import Nodes

/// A condition of the device, as reported.
struct DeviceCondition: Sendable, Hashable {
    enum Kind: String, Sendable {
        case updating = "Updating"
        case decommissioning = "DeviceDecommissioning"
    }

    var kind: Kind
    var status: Bool
    var reason: String
    var message: String
    /// When `status` last changed, RFC 3339.
    var since: String

    var node: Node {
        .object([
            ("type", .string(kind.rawValue)), ("status", .string(status ? "True" : "False")),
            ("reason", .string(reason)), ("message", .string(message)), ("lastTransitionTime", .string(since)),
        ])
    }
}

/// What the device is doing about an update. Reasons and texts are part of the protocol, word for word.
enum UpdateProgress: Sendable, Hashable {
    case preparing(UInt64)
    /// The download window is closed; with the time at which it opens. This text and the next are ours.
    case awaitingDownload(UInt64, String?)
    case ready(UInt64)
    /// The update window is closed; with the time at which it opens.
    case awaitingUpdate(UInt64, String?)
    case applying(UInt64)
    case updated(UInt64)
    case retrying(UInt64, String)
    case rollingBack(to: UInt64)
    case failed(UInt64, String)

    var status: Bool {
        switch self {
        case .updated, .failed: false
        default: true
        }
    }

    var reason: String {
        switch self {
        case .preparing, .awaitingDownload: "Preparing"
        case .ready, .awaitingUpdate: "ReadyToUpdate"
        case .applying, .retrying: "ApplyingUpdate"
        case .updated: "Updated"
        case .rollingBack: "RollingBack"
        case .failed: "Error"
        }
    }

    var message: String {
        switch self {
        case .preparing(let version): "Device is preparing an update to renderedVersion: \(version)"
        case .awaitingDownload(let version, let next):
            "Device waits for its download window to update to renderedVersion: \(version); \(Self.opening(next))"
        case .awaitingUpdate(let version, let next):
            "Device waits for its update window to update to renderedVersion: \(version); \(Self.opening(next))"
        case .ready(let version): "Device is ready to apply update to renderedVersion: \(version)"
        case .applying(let version): "Device is applying renderedVersion: \(version)"
        case .updated(let version): "Updated to desired renderedVersion: \(version)"
        case .retrying(let version, let why):
            Self.cut("Failed to update to renderedVersion: \(version): retrying: \(why)")
        case .rollingBack(let version): "Device is rolling back to the previous renderedVersion: \(version)"
        case .failed(let version, let why): Self.cut("Failed to update to renderedVersion: \(version): \(why)")
        }
    }

    private static func opening(_ time: String?) -> String {
        time.map { "it opens at \($0)" } ?? "it never opens: change its schedule"
    }

    /// 250 characters is what the service's readers expect at most.
    private static func cut(_ text: String) -> String { String(text.prefix(250)) }
}
