import Nodes
import Store

/// Says what a pass changed about a ResourceSync, and what people are told about it. Pure.
struct SyncTransitions {
    /// A stored condition, as far as transitions need it.
    private struct Known: Equatable {
        let holds: Bool
        let reason: String
        let message: String
    }

    private let known: [String: Known]
    private let observedOID: String?

    /// Reads the conditions as they are stored.
    init(conditions: Node, observedOID: String?) {
        var known: [String: Known] = [:]
        for condition in conditions.elements ?? [] {
            guard let type = condition["type"]?.string else { continue }
            known[type] = Known(
                holds: condition["status"]?.string == "True", reason: condition["reason"]?.string ?? "",
                message: condition["message"]?.string ?? "")
        }
        self.known = known
        self.observedOID = observedOID
    }

    /// The conditions that differ from what is stored.
    func changed(_ conditions: [ConditionChange]) -> [ConditionChange] {
        conditions.filter { change in
            if SyncVerdict.alarms.contains(change.type), !change.holds, known[change.type] == nil { return false }
            return known[change.type] != Known(holds: change.holds, reason: change.reason, message: change.message)
        }
    }

    /// Whether everything that this kind of pass can set holds already.
    var allHold: Bool {
        ["Accessible", "ResourceParsed", "Synced"].allSatisfy { known[$0]?.holds == true }
    }

    /// Whether a condition of this type was ever written.
    func isKnown(_ type: String) -> Bool { known[type] != nil }

    /// Events for a commit seen for the first time and for each condition that changed.
    func events(
        _ changes: [ConditionChange], observed: String?, sync: SyncRecord
    ) -> [EventRecord] {
        var events: [EventRecord] = []
        if let observed, observed != observedOID {
            events.append(
                event(sync, "ResourceSyncCommitDetected", .normal, "Detected commit \(observed)"))
        }
        // Of conditions that the resource model does not know the condition Synced tells, which fails with them.
        for change in changes {
            guard let reason = Self.reasons[change.type] else { continue }
            events.append(
                change.holds
                    ? event(sync, reason.good, .normal, Self.goodMessages[change.type] ?? "")
                    : event(sync, reason.bad, .warning, change.message))
        }
        return events
    }

    private func event(
        _ sync: SyncRecord, _ reason: String, _ severity: EventRecord.Severity, _ message: String
    ) -> EventRecord {
        EventRecord(
            organization: sync.organization, kind: "ResourceSync", name: sync.reference.name, reason: reason,
            severity: severity, message: message, component: "resourcesync")
    }

    private static let reasons: [String: (good: String, bad: String)] = [
        "Accessible": ("ResourceSyncAccessible", "ResourceSyncInaccessible"),
        "ResourceParsed": ("ResourceSyncParsed", "ResourceSyncParsingFailed"),
        "Synced": ("ResourceSyncSynced", "ResourceSyncSyncFailed"),
    ]

    private static let goodMessages = [
        "Accessible": "Repository is accessible", "ResourceParsed": "Resources parsed successfully",
        "Synced": "Resources synced successfully",
    ]
}
