import Nodes

/// The record of every change of the spec files: one JSON object a line.
struct AuditLog {
    /// 1 MiB; then the file is put aside as `audit.log.1` and the one put aside before is gone.
    static let largest = 1 << 20

    enum Event: Sendable {
        case bootstrap, sync, upgrade, rollback

        /// Which file changed.
        var type: String {
            switch self {
            case .bootstrap, .upgrade: "current"
            case .sync: "desired"
            case .rollback: "rollback"
            }
        }
    }

    let disk: Disk
    let device: String
    let agentVersion: String

    /// Records a change. The audit log never stops an update: what cannot be written is the caller's to log.
    func record(_ event: Event, from: SpecHead?, to: SpecHead, isSuccess: Bool = true) throws {
        if let facts = try disk.facts(DevicePaths.audit), facts.size > Self.largest {
            try disk.rename(DevicePaths.audit, to: DevicePaths.audit + ".1")
        }
        let line = Node.object([
            ("ts", .string(Timestamp.now())), ("device", .string(device)),
            ("old_version", .string(from.map { String($0.version) } ?? "")),
            ("new_version", .string(String(to.version))),
            ("result", .string(isSuccess ? "success" : "failure")), ("reason", .string("\(event)")),
            ("type", .string(event.type)), ("fleet_template_version", .string(to.templateVersion ?? "")),
            ("agent_version", .string(agentVersion)),
        ])
        try disk.append(DevicePaths.audit, line.json() + [0x0A])
    }
}
