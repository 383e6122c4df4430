import ArgumentParser
import GitWorker

/// The server: every role of Martlet in one program.
@main
struct Martletd: AsyncParsableCommand {
    /// Version of this release.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "martletd",
        abstract: "Keeps fleets of devices in the state that git declares.",
        discussion: """
            Exit status: 0 stopped as asked, 1 the server failed, 64 wrong use.
            """,
        version: version, subcommands: [Serve.self, Migrate.self, JobsCommand.self, RunGitWorker.self])

    static func main() async {
        // The child of a git operation starts often and must start fast: it never sees the command-line parser.
        if CommandLine.arguments.dropFirst().first == RunGitWorker.name {
            GitWorker.main()
        }
        await main(nil)
    }
}

/// The child process of git operations; started by `serve`, not by people.
struct RunGitWorker: ParsableCommand {
    static let name = "git-worker"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Runs one git operation for the server.", shouldDisplay: false)
}
