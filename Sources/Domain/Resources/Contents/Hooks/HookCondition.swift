import Nodes

/// The conditions under which an action runs.
struct HookCondition {
    private static let operations = ["created", "updated", "removed"]

    let report: TextReport

    func check(_ node: Node) {
        guard let conditions = node.elements else {
            return report.add(
                .hookCondition, node, "“if” is a list, found \(node.kindOfValue).",
                fix: "Write “- path: …” or “- rebooted == true” below it.")
        }
        for condition in conditions where !condition.isOpen { check(one: condition) }
    }

    private func check(one node: Node) {
        guard let entries = node.entries else {
            let words = (node.string ?? "").split(separator: "==").map(\.withoutBlanks)
            if words.count == 2, words[0] == "rebooted", words[1] == "true" || words[1] == "false" { return }
            return report.add(
                .hookCondition, node, "“\(node.written)” is not a condition.",
                fix: "Write “rebooted == true”, “rebooted == false”, or a path with “op”.")
        }
        for entry in entries where entry.key != "path" && entry.key != "op" {
            report.add(
                .hookCondition, key: entry, "“\(entry.key.excerpt)” is not a field of conditions.",
                fix: Suggestion.fix(for: entry.key, among: ["path", "op"]) ?? "Remove it; known are path and op.")
        }
        for key in ["path", "op"] where node[key] == nil {
            report.add(
                .hookCondition, entries.first?.keyStart ?? node.start, entries.first?.keyEnd ?? node.end,
                "“\(key)” is missing.", fix: key == "op" ? "Add “op: [created, updated]”." : "Add the path.")
        }
        checkOperations(node["op"])
    }

    private func checkOperations(_ node: Node?) {
        guard let node else { return }
        guard let operations = node.elements else {
            return report.add(
                .hookCondition, node, "“op” is a list, found \(node.kindOfValue).",
                fix: "Write “op: [created, updated]”.")
        }
        for operation in operations where !Self.operations.contains(operation.string ?? "") {
            report.add(
                .hookCondition, operation, "“\(operation.written)” is not one of \(Suggestion.list(Self.operations)).",
                fix: Suggestion.fix(for: operation.written, among: Self.operations) ?? "Write one of them.")
        }
    }
}
