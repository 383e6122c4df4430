import ArgumentParser
import Console
import Validation

/// `martlet explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a rule of validation.",
        discussion: """
            EXAMPLES
              martlet explain rules
              martlet explain rule MR1101
            """)

    @Argument(help: ArgumentHelp("“rules”, or “rule” and identifiers.", valueName: "topic"))
    var topic: [String]

    func run() throws {
        switch (topic.first, topic.dropFirst()) {
        case ("rules"?, let rest) where rest.isEmpty: Terminal.standard.output(RuleList.text)
        case ("rule"?, let identifiers) where !identifiers.isEmpty:
            let pages = try identifiers.map { try RulePage(id: $0).text }
            Terminal.standard.output(pages.joined(separator: "\n"))
        default:
            throw ValidationFailure(
                "There is nothing to explain of “\(topic.joined(separator: " "))”.",
                fix: "Write `martlet explain rules`, or `martlet explain rule MR1101`.")
        }
    }
}
