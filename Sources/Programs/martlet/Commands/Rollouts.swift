import ArgumentParser
import Client

/// `martlet rollout`.
struct Rollout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the rollouts of a fleet, and stop, continue or take back the newest one.",
        discussion: """
            EXAMPLES
              martlet rollout status kiosks --watch
              martlet rollout history kiosks --limit 10
              martlet rollout approve kiosks
              martlet rollout pause kiosks
              martlet rollout rollback kiosks
            """,
        subcommands: [
            RolloutStatus.self, RolloutHistory.self, RolloutPause.self, RolloutResume.self, RolloutApprove.self,
            RolloutCancel.self, RolloutRetry.self, RolloutRollback.self,
        ])
}

struct RolloutStatus: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Print how the newest rollout of a fleet stands.",
        discussion: """
            EXIT STATUS
              0 completed, or nothing was rolled out yet; 3 it goes on; 4 it waits for a person (approval, pause); 5 it \
            failed or was cancelled; 1 an error, 2 wrong use. With --watch the end is waited for.
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
    @Option(name: .shortAndLong, help: "The form of the output.") var output = OutputFormat.table
    @Flag(name: .shortAndLong, help: "Show progress until the rollout has ended.") var watch = false
    @Option(help: ArgumentHelp("How long to watch; 0 is until the end.", valueName: "time")) var timeout = "0"

    func command() throws(ClientError) -> any ClientCommand {
        try RolloutStatusCommand(try FleetName(name), format: output, watches: watch, timeout: timeout)
    }
}

struct RolloutHistory: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Print the rollouts of a fleet, newest first, and how they ended.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
    @Option(name: .shortAndLong, help: "The form of the output.") var output = OutputFormat.table
    @Option(help: "At most so many entries; all by default.") var limit: Int?

    func command() throws(ClientError) -> any ClientCommand {
        try RolloutHistoryCommand(try FleetName(name), format: output, limit: limit)
    }
}

/// A change of the newest rollout of a fleet.
protocol RolloutChange: ConnectedCommand {
    static var change: RolloutChangeCommand.Change { get }
    var name: String { get }
}

extension RolloutChange {
    func command() throws(ClientError) -> any ClientCommand {
        RolloutChangeCommand(name: try FleetName(name), change: Self.change)
    }
}

struct RolloutPause: RolloutChange {
    static let change = RolloutChangeCommand.Change.pause
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Dispatch to no more devices until the rollout is resumed.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
}

struct RolloutResume: RolloutChange {
    static let change = RolloutChangeCommand.Change.resume
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a paused rollout, also with one that a failed batch has stopped.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
}

struct RolloutApprove: RolloutChange {
    static let change = RolloutChangeCommand.Change.approve
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Let the next batch begin.",
        discussion: "For the batch that the status shows and no other.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
}

struct RolloutCancel: RolloutChange {
    static let change = RolloutChangeCommand.Change.cancel
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End the rollout; devices keep what they have.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
}

struct RolloutRetry: RolloutChange {
    static let change = RolloutChangeCommand.Change.retry
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Begin again: devices that refused the version are offered it once more.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
}

struct RolloutRollback: RolloutChange {
    static let change = RolloutChangeCommand.Change.rollback
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Send all devices back to the last good version.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The fleet.") var name: String
}
