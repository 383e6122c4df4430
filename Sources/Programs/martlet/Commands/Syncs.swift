import ArgumentParser
import Client

struct Sync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at ResourceSyncs, and do about them what is not done in git.",
        discussion: """
            EXAMPLES
              martlet sync status fleets
              martlet sync history fleets --limit 20
              martlet sync now fleets
              martlet sync pin fleets 2a1f3c4d5e6f --reason 'kiosks do not boot'
              martlet sync suspend fleets --reason 'inventory at site b' --for 2h
            """,
        subcommands: [
            SyncStatus.self, SyncHistory.self, SyncNow.self, SyncApprove.self, SyncPin.self, SyncUnpin.self,
            SyncSuspend.self,
            SyncResume.self,
        ])
}

struct SyncStatus: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Print what is in force, what was seen and what holds a sync back.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String
    @Option(name: .shortAndLong, help: "The form of the output.") var output = OutputFormat.table

    func command() throws(ClientError) -> any ClientCommand {
        SyncStatusCommand(try SyncName(name), format: output)
    }
}

struct SyncHistory: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Print the commits that were applied, newest first, and what was not applied and why.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String
    @Option(name: .shortAndLong, help: "The form of the output.") var output = OutputFormat.table
    @Option(help: "At most so many entries; all by default.") var limit: Int?

    func command() throws(ClientError) -> any ClientCommand {
        try SyncHistoryCommand(try SyncName(name), format: output, limit: limit)
    }
}

struct SyncNow: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "now", abstract: "Look at the repository now, and tell how that ended.",
        discussion: "Exit status: 0 the newest commit is in force, 1 it is not, or the end was not seen in time.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String
    @Option(name: .shortAndLong, help: "The form of the output.") var output = OutputFormat.table
    @Option(help: ArgumentHelp("How long to wait for the end; 0 does not wait.", valueName: "time"))
    var timeout = "60s"

    func command() throws(ClientError) -> any ClientCommand {
        try SyncNowCommand(try SyncName(name), format: output, timeout: timeout)
    }
}

struct SyncApprove: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Let through the commit that a guard has stopped.",
        discussion: """
            For this commit and no other. The status says what stopped it: what it would remove, or that its history was \
            written anew.

            EXAMPLE
              martlet sync approve fleets --commit 2a1f3c4d5e6f
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String
    @Option(help: ArgumentHelp("The commit, or the first seven digits of its id or more.", valueName: "sha"))
    var commit: String

    func command() throws(ClientError) -> any ClientCommand {
        SyncChangeCommand(name: try SyncName(name), change: .approve(commit: commit))
    }
}

struct SyncPin: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin", abstract: "Hold a sync at a commit until a new one arrives.",
        discussion: """
            A rollback that automation does not undo: while the reference means what it meant when the pin was made, the \
            pinned commit is in force. The first commit that was not known then takes the pin away.
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String
    @Argument(help: "The commit, or the beginning of one of the sync's history.") var commit: String
    @Option(help: "Why, for those who look later.") var reason: String?

    func command() throws(ClientError) -> any ClientCommand {
        SyncChangeCommand.pin(try SyncName(name), commit: commit, reason: reason)
    }
}

struct SyncUnpin: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpin", abstract: "Let a sync follow its reference again.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String

    func command() throws(ClientError) -> any ClientCommand {
        SyncChangeCommand(name: try SyncName(name), change: .unpin)
    }
}

struct SyncSuspend: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Leave a sync alone: nothing is asked, fetched or applied for it.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String
    @Option(help: "Why, for those who look later.") var reason: String
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "After which it resumes by itself, such as 2h; until it is resumed by default.", valueName: "time"))
    var span: String?

    func command() throws(ClientError) -> any ClientCommand {
        try SyncChangeCommand.suspend(try SyncName(name), reason: reason, for: span)
    }
}

struct SyncResume: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a suspended sync.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: "The sync.") var name: String

    func command() throws(ClientError) -> any ClientCommand {
        SyncChangeCommand(name: try SyncName(name), change: .resume)
    }
}

struct Blame: ConnectedCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell who wrote what a device is sent, and where.",
        discussion: "EXAMPLE\n  martlet blame device/0a1b2c3d -o wide")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @Argument(help: ArgumentHelp("device/NAME.", valueName: "device")) var devices: [String] = []
    @Option(name: .shortAndLong, help: "The form of the output.") var output = OutputFormat.table

    func command() throws(ClientError) -> any ClientCommand { try BlameCommand(devices, format: output) }
}
