import Console
import FoundationEssentials
import Nodes

/// How a sync stands, for people.
struct StandingText {
    private let standing: Node
    private let now: Date

    init(_ standing: Node, now: Date) {
        self.standing = standing
        self.now = now
    }

    /// Facts one a line, then the conditions.
    var text: String {
        var facts = Table(["NAME", standing.objectName])
        var conditions = Table(["CONDITION", "STATUS", "REASON", "SINCE", "MESSAGE"])
        return facts.text(rows) + "\n" + conditions.text(conditionRows)
    }

    private var rows: [[String]] {
        [
            ["SOURCE", source], ["IN FORCE", inForce], seen, ["OWNS", owned], waiting, suspension, pin,
            ["LAST PASS", PassText(standing["last"], now: now).outcome],
            standing["pending"]?.bool == true ? ["PENDING", "a pass waits or runs"] : nil,
        ].compactMap(\.self)
    }

    private var source: String {
        let (revision, path) = (standing.text("targetRevision") ?? "", standing.text("path") ?? "")
        return "\(revision):\(path) of Repository/\(standing.text("repository") ?? "")"
    }

    private var inForce: String {
        guard let commit = standing["commit"] else { return TableLayout.none }
        return PassText(commit, now: now).commit
    }

    private var seen: [String]? {
        guard let oid = standing.text("observedCommit"), oid != standing.text("commit", "commit") else { return nil }
        return ["SEEN", oid.short]
    }

    private var owned: String {
        let counts = (standing["owned"]?.entries ?? []).map { "\($0.value.scalar?.text ?? "") \($0.key)" }.sorted()
        return counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
    }

    private var waiting: [String]? {
        guard let oid = standing.text("waiting", "commit") else { return nil }
        return ["WAITS", "\(oid.short), for `martlet sync approve \(standing.objectName) --commit \(oid.short)`"]
    }

    private var suspension: [String]? {
        guard let suspension = standing["suspension"] else { return nil }
        let until = suspension.text("until").map { "until \($0)" } ?? "until it is resumed"
        return ["SUSPENDED", "by \(suspension.text("author") ?? "") \(until): \(suspension.text("reason") ?? "")"]
    }

    private var pin: [String]? {
        guard let pin = standing["pin"] else { return nil }
        let why = pin.text("reason").map { ": \($0)" } ?? ""
        return ["PINNED", "to \((pin.text("commit") ?? "").short) by \(pin.text("author") ?? "")\(why)"]
    }

    private var conditionRows: [[String]] {
        (standing["conditions"]?.elements ?? []).map { condition in
            [
                condition.text("type") ?? "", condition.text("status") ?? "", condition.text("reason") ?? "",
                Ago.age(condition.text("lastTransitionTime"), now: now) ?? "", condition.text("message") ?? "",
            ]
        }
    }
}

extension String {
    /// A commit's id as people write it.
    var short: String { String(prefix(12)) }
}
