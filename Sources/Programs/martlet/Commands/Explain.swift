import ArgumentParser
import Console
import Validation

/// `martlet explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain kinds, their fields and rules.",
        subcommands: [ExplainRule.self, ExplainRules.self])
}

/// `martlet explain rule`.
struct ExplainRule: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "Explain rules: what they ask for, why, and how to silence them.")

    @Argument(
        help: ArgumentHelp("Identifiers, such as MR1101.", valueName: "rule"),
        completion: .list(RuleList.identifiers))
    var rules: [String]

    func run() throws {
        let pages = try rules.map { try RulePage(id: $0).text }
        Terminal.standard.output(pages.joined(separator: "\n"))
    }
}

/// `martlet explain rules`.
struct ExplainRules: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rules", abstract: "List all rules.")

    func run() { Terminal.standard.output(RuleList.text) }
}
