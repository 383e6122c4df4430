import ArgumentParser
import Client
import Console
import Validation

/// `martlet explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a kind of documents, one of its fields, or a rule of validation.",
        discussion: """
            EXAMPLES
              martlet explain fleet
              martlet explain fleet.spec.rolloutPolicy.deviceSelection
              martlet explain device.spec.applications --recursive
              martlet explain rules
              martlet explain rule MR1101
            """)

    @Argument(
        help: ArgumentHelp(
            "A kind, with the keys that lead to a field if need be, all joined by dots; “rules”; or “rule” and identifiers.",
            valueName: "topic"),
        completion: .custom { words, index, beginning in Self.completions(words, index, beginning) })
    var topic: [String]

    @Flag(name: .shortAndLong, help: "Of a kind or a field, name all fields below.")
    var recursive = false

    func run() throws {
        switch (topic.first, topic.dropFirst()) {
        case ("rules"?, let rest) where rest.isEmpty: Terminal.standard.output(RuleList.text)
        case ("rule"?, let identifiers) where !identifiers.isEmpty:
            let pages = try identifiers.map { try RulePage(id: $0).text }
            Terminal.standard.output(pages.joined(separator: "\n"))
        case (let path?, let rest) where rest.isEmpty:
            try ExplainFieldCommand(path: path, recursive: recursive).run(.standard)
        default:
            throw ValidationFailure(
                "There is nothing to explain of “\(topic.joined(separator: " "))”.",
                fix: "Write one field, such as `martlet explain fleet.spec`, or `martlet explain rule MR1101`.")
        }
    }

    /// After “rule” come identifiers, elsewhere kinds and fields.
    private static func completions(_ words: [String], _ index: Int, _ beginning: String) -> [String] {
        if words.prefix(index).last == "rule" {
            return RuleList.identifiers.filter { $0.hasPrefix(beginning.uppercased()) }
        }
        let others = ["rule", "rules"].filter { !beginning.isEmpty && $0.hasPrefix(beginning) }
        return ExplainFieldCommand.completions(of: beginning) + others
    }
}
