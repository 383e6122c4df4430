import Console
import Nodes

/// `martlet sync status`: what is in force, what was seen, what holds a sync back.
public struct SyncStatusCommand: ClientCommand {
    /// The sync.
    public var name: SyncName
    /// The form of the output.
    public var format: OutputFormat

    /// Prints how a sync stands.
    public init(_ name: SyncName, format: OutputFormat) {
        self.name = name
        self.format = format
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        let standing = try await session.api.json(.get, name.path("status"))
        switch format {
        case .json, .yaml: session.terminal.document(standing, format)
        case .name: session.terminal.output("resourcesync/\(name.text.printable)\n")
        case .table, .wide: session.terminal.output(StandingText(standing, now: session.now).text)
        }
    }
}
