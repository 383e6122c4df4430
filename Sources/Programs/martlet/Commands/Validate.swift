import ArgumentParser
import Console
import Glibc
import Resources
import Validation

/// `martlet validate`.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judge manifests before they are merged.",
        discussion: """
            Runs the rules of the server on files and directories, without a server. Every finding names file, line \
            and column, the rule, and what to do; `martlet explain rule MR1101` says more of a rule.

            Directories are searched for .yaml, .yml and .json files; .martletignore names what to leave out, in the \
            way of .gitignore. The file martlet.yaml at the root of the repository sets the weight of rules; a comment \
            “# martlet: allow MR1305 because …” silences one finding.

            EXIT STATUS
              0 clean, 1 findings at or above --fail-on, 2 wrong use or unreadable input.
            """)

    @Argument(
        help: "Files, directories, and - for standard input (default: the current directory).", completion: .file())
    var paths: [String] = []

    @Option(name: .shortAndLong, help: "How findings are written: \(ReportFormat.words).")
    var format = ReportFormat.text

    @Option(
        help: ArgumentHelp("From which weight on findings fail: error (default), warning, note.", valueName: "weight"))
    var failOn: Severity?

    @Flag(help: "Report fields that only this system knows.")
    var upstream = false

    @Flag(name: .shortAndLong, help: "Write only what fails, and no summary.")
    var quiet = false

    @Option(help: ArgumentHelp("The settings, instead of martlet.yaml at the repository's root.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("What standard input is called in findings.", valueName: "name"))
    var stdinName = "stdin"

    @Option(help: ArgumentHelp("Judge a tree in this git repository, without a checkout.", valueName: "dir"))
    var repo: String?

    @Option(
        help: ArgumentHelp("The commit, branch or tag whose tree is judged; paths start at its root.", valueName: "rev")
    )
    var rev: String?

    func run() throws {
        var options = Validator.Options()
        options.failOn = failOn
        options.upstream = upstream ? true : nil
        let result = try Validator(source, options: options).run()
        format.write(result, colour: Self.isColoured, isQuiet: quiet, to: .standard)
        if result.exitStatus != 0 { throw ExitCode(result.exitStatus) }
    }

    private var source: any ManifestSource {
        if repo == nil && rev == nil {
            return LocalSource(paths: paths.isEmpty ? ["."] : paths, inputName: stdinName, settings: config)
        }
        return GitTreeSource(directory: repo ?? ".", revision: rev ?? "HEAD", paths: paths, settings: config)
    }

    /// Colours are for people who have not asked to be spared them.
    private static var isColoured: Bool {
        func value(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        return Terminal.standard.isInteractive && value("NO_COLOR").isEmpty && value("TERM") != "dumb"
    }
}

extension ReportFormat: ExpressibleByArgument {
    fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Severity: ExpressibleByArgument {}
