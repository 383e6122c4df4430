import ArgumentParser
import Client

/// `martlet validate`.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judge manifests before they are merged.",
        discussion: """
            Runs the rules of the server on files and directories, without a server. Every finding names file, line \
            and column, the rule, and what to do.

            EXIT STATUS
              0 no errors, 1 errors, 2 wrong use or unreadable input.
            """)

    @Argument(help: "Files, and directories with .yaml, .yml and .json files.")
    var paths: [String]

    func run() throws {
        guard try ValidateCommand(paths: paths).run(.standard) else { throw ExitCode(1) }
    }
}
