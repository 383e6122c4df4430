import ArgumentParser
import Client
import Console
import PreviewCommands

/// `martlet render`.
struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what one device would get.",
        discussion: """
            Renders a fleet's template for a device by the server's own code, offline: from files on disk, or with --rev \
            from a commit. The device's own manifest, if it has one, gives labels and is merged over the template.

            EXAMPLES
              martlet render kiosks --device 0a1b2c3d
              martlet render kiosks --device new-one --labels site=berlin,stage=test fleets/
              martlet render kiosks --labels site=berlin --rev origin/main --origin

            EXIT STATUS
              0 rendered, 1 an error, 2 wrong use of the command line.
            """)

    @Argument(help: "The fleet.")
    var fleet: String

    @Argument(help: "Files and directories; the repository by default.")
    var paths: [String] = []

    @Option(help: ArgumentHelp("The name of the device.", valueName: "name"))
    var device: String?

    @Option(help: ArgumentHelp("Labels of the device, beside those of its manifest.", valueName: "k=v,…"))
    var labels: String?

    @Option(name: .customLong("repo"), help: ArgumentHelp("A clone, or a bare repository.", valueName: "dir"))
    var directory = "."

    @Option(help: ArgumentHelp("The commit to read, instead of the files on disk.", valueName: "rev"))
    var rev: String?

    @Option(help: ArgumentHelp("The Repository object that stands for the clone.", valueName: "name"))
    var repository: String?

    @Flag(help: "With the file and line of each item.")
    var origin = false

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output = RenderCommand.Format.yaml

    func validate() throws {
        if device == nil, labels == nil { throw ValidationError("Name the device with --device, or give --labels.") }
        if rev != nil, !paths.isEmpty { throw ValidationError("With --rev a commit is read; leave out the paths.") }
        _ = try parsedLabels()
    }

    func run() throws {
        var command = RenderCommand(fleet: fleet)
        command.device = device
        command.labels = try parsedLabels()
        command.directory = directory
        command.revision = rev
        command.paths = paths
        command.repository = repository
        command.showsOrigins = origin
        command.format = output
        let result = try command.run()
        for note in result.notes { Terminal.standard.note("Note: \(note)") }
        Terminal.standard.output(result.output)
    }

    private func parsedLabels() throws -> [String: String] {
        do {
            return try RenderCommand.labels(labels ?? "")
        } catch {
            throw ValidationError(error.description)
        }
    }
}

extension RenderCommand.Format: ExpressibleByArgument {}
