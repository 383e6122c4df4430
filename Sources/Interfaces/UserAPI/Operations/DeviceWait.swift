import Nodes

/// What a device waits for until it runs the newest version of its fleet, told from the facts of its explanation. Pure.
///
/// The first that holds of: it is being decommissioned; it is in conflict; it has no fleet; its spec cannot be rendered; its
/// fleet has no version; it refused the newest version; it waits for its turn in the rollout; it waits to be rendered, to
/// come back, or to say how its update went.
struct DeviceWait {
    private let facts: Node

    init(_ facts: Node) { self.facts = facts }

    /// A sentence; nil when it waits for nothing.
    var sentence: String? {
        if facts["decommissioning"]?.bool == true { return "It is being decommissioned: nothing new is sent to it." }
        if let conflict { return conflict }
        if let error = text("error") { return "Its spec cannot be rendered: \(error)" }
        guard facts["fleet"] != nil else { return delivery }
        guard let newest = text("fleet", "currentVersion") else {
            return "Its fleet has no template version that is ready yet."
        }
        return text("assigned", "templateVersion") == newest ? delivery : turn(newest)
    }

    private var conflict: String? {
        let fleets = (facts["conflict"]?.elements ?? []).compactMap(\.string)
        guard !fleets.isEmpty else { return nil }
        return
            "The fleets \(fleets.joined(separator: ", ")) select it: it keeps what it runs until its labels or their selectors say which one it belongs to."
    }

    /// On the way from the server to the device and back.
    private var delivery: String? {
        let wanted = text("assigned", "templateVersion")
        guard facts["fleet"] == nil || text("rendered", "templateVersion") == wanted else {
            return "Its spec is being rendered."
        }
        guard let version = facts["rendered"]?["version"]?.integer else { return nil }
        guard facts["reported"]?["version"]?.integer != version else { return nil }
        if facts["reported"]?["failedVersion"]?.integer == version { return refusal(wanted ?? "the spec") }
        if facts["connected"]?.bool != true {
            return "It is not connected: it finds rendered version \(version) when it returns."
        }
        return updating(version)
    }

    private func updating(_ version: Int64) -> String {
        guard text("reported", "updating") == "True", let message = text("reported", "message") else {
            return "It has been sent rendered version \(version) and has not said yet what became of it."
        }
        return "It is updating: \(message)"
    }

    private func refusal(_ version: String) -> String {
        "It refused \(version): \(text("refused", "message") ?? text("reported", "message") ?? "it gave no reason")."
    }

    /// Until the newest version is its own.
    private func turn(_ newest: String) -> String {
        if text("refused", "templateVersion") == newest {
            return "\(refusal(newest)) It is not offered that version again, unless the rollout is retried."
        }
        guard text("rollout", "templateVersion") == newest else { return "The rollout of \(newest) has not begun." }
        let told = text("rollout", "message").map { ": \($0)" } ?? ""
        switch text("rollout", "state") {
        case "AwaitingApproval": return "The rollout of \(newest) waits for a person\(told)"
        case "Paused": return "The rollout of \(newest) is paused\(told)"
        case "RollingBack": return "The rollout of \(newest) is being taken back\(told)"
        case "Failed": return "The rollout of \(newest) failed\(told)"
        case "Cancelled": return "The rollout of \(newest) was cancelled\(told)"
        case "Pending", "InProgress": return place(newest)
        default: return "It is brought to \(newest) with the devices that came late."
        }
    }

    private func place(_ newest: String) -> String {
        let (count, current) = (facts["batches"]?.integer ?? 0, facts["rollout"]?["batch"]?.integer ?? -1)
        if let own = facts["batch"]?.integer, own >= current {
            return
                "It is its turn in \(batch(own, count)) of the rollout of \(newest): the disruption budget or the rate holds it back."
        }
        let absent =
            facts["connected"]?.bool == true ? "" : " It is not connected, and only the last batch takes such devices."
        return "It waits for its batch of the rollout of \(newest); \(batch(current, count)) is at work.\(absent)"
    }

    private func batch(_ number: Int64, _ count: Int64) -> String {
        number < 0 ? "no batch" : number >= count ? "the final implicit batch" : "batch \(number + 1)"
    }

    private func text(_ keys: String...) -> String? {
        keys.reduce(facts as Node?) { $0?[$1] }?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}
