import Console
import FoundationEssentials
import Nodes

/// How the newest rollout of a fleet stands, for people.
struct RolloutText {
    private let standing: Node
    private let now: Date
    /// At most so many batches are shown, those around the one at work; nil for all.
    private let mostBatches: Int?

    init(_ standing: Node, now: Date, mostBatches: Int? = nil) {
        self.standing = standing
        self.now = now
        self.mostBatches = mostBatches
    }

    /// Facts one a line, a bar for each batch, what failures say, who is offline.
    var text: String {
        var facts = Table(["FLEET", standing.objectName])
        guard standing["rollout"] != nil else { return facts.text([["VERSION", version], ["ROLLOUT", "none yet"]]) }
        return facts.text(rows) + batches + section("FAILURES", failures)
            + section("OFFLINE", names("offlineDevices", "offline"))
            + section("TIMED OUT", names("timedOutDevices", "timedOut"))
    }

    /// The state in one line.
    var line: String {
        guard let rollout = standing["rollout"] else { return "\(standing.objectName): no rollout yet" }
        return
            "\(standing.objectName) \(rollout.text("templateVersion") ?? "") \(state): \(MemberText(standing["devices"] ?? .object([])).text)"
    }

    private var rollout: Node? { standing["rollout"] }

    private var version: String {
        standing.text("goodVersion") ?? standing.text("currentVersion") ?? TableLayout.none
    }

    private var rows: [[String]] {
        let commit = [rollout?.text("commit")?.short, rollout?.text("author"), rollout?.text("subject")]
        return [
            ["VERSION", rollout?.text("templateVersion") ?? ""],
            ["GOOD", standing.text("goodVersion") ?? TableLayout.none],
            rollout?.text("commit") == nil ? nil : ["COMMIT", commit.compactMap(\.self).joined(separator: "  ")],
            ["STATE", state + since], ["DEVICES", MemberText(standing["devices"] ?? .object([])).text],
        ].compactMap(\.self)
    }

    private var state: String {
        let parts = [rollout?.text("state"), rollout?.text("message") ?? rollout?.text("reason")]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private var since: String {
        if let ended = Ago.age(rollout?.text("finishedAt"), now: now) { return " (ended \(ended) ago)" }
        let begun = Ago.age(rollout?.text("createdAt"), now: now) ?? TableLayout.unknown
        let progress = Ago.age(rollout?.text("progressAt"), now: now) ?? TableLayout.unknown
        return " (began \(begun) ago, last progress \(progress) ago)"
    }
}

extension RolloutText {
    private var batches: String {
        let all = standing["batches"]?.elements ?? []
        let width = all.map { ($0.text("name") ?? "").count }.max() ?? 0
        let shown = shownBatches(all)
        let before = shown.startIndex > 0 ? ["… \(shown.startIndex) earlier"] : []
        let after = shown.endIndex < all.endIndex ? ["… \(all.endIndex - shown.endIndex) later"] : []
        let lines = before + shown.map { batch($0, width) } + after
        return lines.isEmpty ? "" : "\n" + lines.map { $0 + "\n" }.joined()
    }

    private func shownBatches(_ all: [Node]) -> ArraySlice<Node> {
        guard let mostBatches, all.count > mostBatches else { return all[...] }
        let current = all.firstIndex { $0.text("state") != "Ended" } ?? all.endIndex - 1
        let first = max(0, min(current - mostBatches / 2, all.count - mostBatches))
        return all[first..<first + mostBatches]
    }

    private func batch(_ batch: Node, _ width: Int) -> String {
        let name = batch.text("name")?.printable ?? ""
        let head = name + String(repeating: " ", count: width - name.count + 3)
        guard batch.text("state") != "Waiting" else {
            return head + "to come" + (batch.text("limit").map { ", at most \($0)" } ?? "")
        }
        let members = MemberText(batch)
        let bar = ProgressBar(succeeded: members.succeeded, failed: members.failed, total: members.total)
        return head + bar.text + "   " + members.text
    }

    private var failures: [String] {
        (standing["failures"]?.elements ?? []).map { failure in
            let names = (failure["devices"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
            return "\(failure.text("count") ?? "")x \(failure.text("message") ?? "") (\(names))"
        }
    }

    private func names(_ list: String, _ count: String) -> [String] {
        let names = (standing[list]?.elements ?? []).compactMap(\.string)
        guard !names.isEmpty else { return [] }
        let more = (standing["devices"]?[count]?.integer ?? 0) - Int64(names.count)
        return [names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")]
    }

    private func section(_ title: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : "\n\(title)\n" + lines.map { "  \($0.printable)\n" }.joined()
    }
}
