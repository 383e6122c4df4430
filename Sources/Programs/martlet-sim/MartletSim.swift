import ArgumentParser

/// Drives simulated devices against a server.
@main
struct MartletSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet-sim", abstract: "Simulates devices.", version: "0.1.0",
        subcommands: [Run.self, Seeds.self])
}
