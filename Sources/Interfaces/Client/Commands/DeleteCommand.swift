import Console
import Resources

/// `martlet delete`: asks the server to remove objects; it refuses what git owns.
public struct DeleteCommand: ClientCommand {
    /// What to remove.
    public var selection: ObjectSelection
    /// The fleet of template versions.
    public var fleet: String?

    /// Deletes what the words name.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ words: [String], fleet: String?) throws(ClientError) {
        let kinds = Kind.listed.filter(\.hasItemPath)
        self.selection = try ObjectSelection(words, of: kinds)
        self.fleet = fleet
        if selection.kind == .templateVersion, fleet == nil {
            throw .usage("Template versions belong to a fleet.", fix: "Give --fleetname FLEET.")
        }
        if selection.kind != .templateVersion, fleet != nil {
            throw .usage("--fleetname is for template versions only.")
        }
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        try await session.each(selection.names) { name throws(ClientError) in
            _ = try await session.api.send(.delete, selection.kind.path(name, fleet: fleet))
            session.terminal.output("\(selection.kind.singular)/\(name.printable) deleted\n")
        }
    }
}
