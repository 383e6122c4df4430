import FoundationEssentials
import Nodes

/// Tables about devices that are no list of them.
enum DeviceTables {
    /// How many devices there are in each state.
    static func summary(_ summary: Node) -> String {
        var total = Table(["DEVICES"])
        var table = Table(["STATUS TYPE", "STATUS", "COUNT"])
        let sections = [
            ("SYSTEM", "summaryStatus"), ("UPDATED", "updateStatus"), ("APPLICATIONS", "applicationStatus"),
        ]
        let rows = sections.flatMap { title, key in
            (summary[key]?.entries ?? []).sorted { $0.key < $1.key }.map {
                [title, $0.key, $0.value.scalar?.text ?? ""]
            }
        }
        return total.text([[summary.text("total") ?? "0"]]) + "\n" + table.text(rows)
    }

    /// When a device was last seen; nil means never.
    static func lastSeen(_ answer: Node?, now: Date) -> String {
        var table = Table(["LAST SEEN", "TIME AGO"])
        guard let moment = answer?.text("lastSeen") else { return table.text([["<never>", "<never>"]]) }
        return table.text([[moment, Ago.age(moment, now: now).map { "\($0) ago" } ?? TableLayout.unknown]])
    }
}
