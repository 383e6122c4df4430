import Console
import FoundationEssentials
import Nodes
import Resources

/// `martlet explain device NAME`: why a device has the spec that it has, and what it waits for.
public struct ExplainDeviceCommand: ClientCommand {
    /// The devices.
    public var selection: ObjectSelection
    /// The form of the output.
    public var format: OutputFormat

    /// Asks about the devices that the words name.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ words: [String], format: OutputFormat) throws(ClientError) {
        selection = try ObjectSelection(words, of: [.device])
        self.format = format
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        try await session.each(selection.names) { name throws(ClientError) in
            let explanation = try await session.api.json(.get, RequestPath("devices", name, "explanation"))
            switch format {
            case .json, .yaml: session.terminal.document(explanation, format)
            case .name: session.terminal.output("device/\(name.printable)\n")
            case .table, .wide: session.terminal.output(ExplanationText(explanation, now: session.now).text)
            }
        }
    }
}

/// An explanation of a device, for people.
struct ExplanationText {
    private let facts: Node
    private let now: Date

    init(_ facts: Node, now: Date) {
        self.facts = facts
        self.now = now
    }

    /// Facts one a line.
    var text: String {
        var table = Table(["DEVICE", facts.objectName])
        return table.text(
            [
                ["SEEN", seen], ["FLEET", fleet], selector, conflict, ["VERSION", assigned], ["RENDERED", rendered],
                ["REPORTED", reported], own, rollout, batch, refused,
                ["WAITS FOR", facts.text("waitsFor") ?? "nothing: it runs what it should"],
            ].compactMap(\.self))
    }

    private var seen: String {
        let age = Ago.age(facts.text("lastSeen"), now: now).map { "\($0) ago" } ?? "never"
        return facts["connected"]?.bool == true ? "connected, \(age)" : "not connected, \(age)"
    }

    private var fleet: String {
        guard let fleet = facts["fleet"] else { return TableLayout.none }
        let place = fleet.text("path").map { ", \($0):\(fleet.text("line") ?? "") of \(fleet.text("owner") ?? "")" }
        return (fleet.text("name") ?? "") + (place ?? "")
    }

    private var selector: [String]? {
        facts["fleet"]?["matchLabels"].map { ["SELECTED BY", $0.pairs] }
    }

    private var conflict: [String]? {
        facts["conflict"].map { ["CONFLICT", ($0.elements ?? []).compactMap(\.string).joined(separator: ", ")] }
    }

    private var assigned: String {
        guard let assigned = facts["assigned"] else { return TableLayout.none }
        let parts = [
            assigned.text("templateVersion"), assigned.text("commit")?.short, assigned.text("author"),
            assigned.text("subject"),
        ]
        return parts.compactMap(\.self).joined(separator: "  ")
    }

    private var rendered: String {
        guard let rendered = facts["rendered"] else { return TableLayout.none }
        let of = rendered.text("templateVersion").map { " of \($0)" } ?? ""
        let age = Ago.age(rendered.text("at"), now: now).map { ", \($0) ago" } ?? ""
        return "rendered version \(rendered.text("version") ?? "")\(of)\(age)"
    }

    private var reported: String {
        guard let reported = facts["reported"] else { return TableLayout.none }
        let parts = [reported.text("reason"), reported.text("message")].compactMap(\.self).joined(separator: ": ")
        return "rendered version \(reported.text("version") ?? "")" + (parts.isEmpty ? "" : ", \(parts)")
    }

    private var own: [String]? {
        guard facts["hasOwnSpec"]?.bool == true else { return nil }
        return ["OWN SPEC", facts.text("ownPlace") ?? "yes"]
    }

    private var rollout: [String]? {
        facts["rollout"].map { rollout in
            let parts = [rollout.text("templateVersion"), rollout.text("state"), rollout.text("message")]
            return ["ROLLOUT", parts.compactMap(\.self).joined(separator: "  ")]
        }
    }

    private var batch: [String]? {
        guard let number = facts["batch"]?.integer else { return nil }
        let name = number >= facts["batches"]?.integer ?? 0 ? "the final implicit batch" : "batch \(number + 1)"
        let age = Ago.age(facts.text("dispatchedAt"), now: now).map { ", dispatched \($0) ago" } ?? ""
        return ["BATCH", name + age]
    }

    private var refused: [String]? {
        facts["refused"].map {
            ["REFUSED", "\($0.text("templateVersion") ?? "")  \($0.text("message") ?? "")"]
        }
    }
}
