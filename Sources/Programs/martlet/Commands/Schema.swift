import ArgumentParser
import Client
import Console

/// `martlet schema`.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print or write the schemas of manifests and of the APIs.",
        discussion: """
            Editors and other programs check YAML by them. Without a kind the schema is printed that chooses by “kind”; \
            with --output everything is written, the documents of the APIs included.

            EXAMPLES
              martlet schema fleet > fleet.schema.json
              martlet schema --output schemas
              martlet schema --output schemas --check

            EXIT STATUS
              0 done, 1 with --check: a file is missing or stale, 2 wrong use.
            """)

    @Argument(
        help: ArgumentHelp("Kinds, or openapi.", valueName: "kind"), completion: .list(SchemaCommand.words))
    var kinds: [String] = []

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write files into this directory.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Flag(help: "Write nothing; say which files of --output (schemas by default) are stale.")
    var check = false

    func run() throws {
        let command = try SchemaCommand(words: kinds)
        if check {
            guard command.check(output ?? "schemas", .standard) else { throw ExitCode(1) }
        } else if let output {
            try command.write(to: output, .standard)
        } else {
            try command.print(.standard)
        }
    }
}
