import ArgumentParser
import Client
import Console
import Validation

/// `martlet explain`.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a kind of documents, one of its fields, a rule of validation, or why a device has its spec.",
        discussion: """
            EXAMPLES
              martlet explain fleet
              martlet explain fleet.spec.rolloutPolicy.deviceSelection
              martlet explain device.spec.applications --recursive
              martlet explain rules
              martlet explain rule MR1101
              martlet explain device 0a1b2c3d
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(
        help: ArgumentHelp(
            "A kind, with the keys that lead to a field if need be, all joined by dots; “rules”; “rule” and identifiers; or “device” and names.",
            valueName: "topic"),
        completion: .custom { words, index, beginning in Self.completions(words, index, beginning) })
    var topic: [String]

    @Flag(name: .shortAndLong, help: "Of a kind or a field, name all fields below.")
    var recursive = false

    @Option(name: .shortAndLong, help: "Of a device, the form of the output.")
    var output = OutputFormat.table

    func run() async throws {
        switch (topic.first, topic.dropFirst()) {
        case ("device"?, let names) where !names.isEmpty: try await explain(devices: topic)
        case (let word?, _) where word.hasPrefix("device/"): try await explain(devices: topic)
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

    private func explain(devices words: [String]) async throws {
        let command = try ExplainDeviceCommand(words, format: output)
        let connection = try Connection.resolve(connection.flags, environment: ProcessEnvironment.values)
        try await Session.with(connection, terminal: .standard) { session in try await command.run(session) }
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
