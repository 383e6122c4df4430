import Nodes

/// `martlet sync history`: every commit that was applied, and every end that was not.
public struct SyncHistoryCommand: ClientCommand {
    /// The sync.
    public var name: SyncName
    /// The form of the output.
    public var format: OutputFormat
    /// At most so many entries, the newest; nil for all.
    public var limit: Int?

    /// Prints the history of a sync.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ name: SyncName, format: OutputFormat, limit: Int?) throws(ClientError) {
        try HistoryOutput.check(limit)
        self.name = name
        self.format = format
        self.limit = limit
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        let history = HistoryOutput(
            kind: "ResourceSyncHistory", path: name.path("history"),
            columns: ["COMMIT", "AUTHOR", "ENDED", "SECONDS", "OUTCOME", "WHAT"],
            name: "commit", format: format, limit: limit)
        try await history.write(session) { row($0, session) }
    }

    private func row(_ entry: Node, _ session: Session) -> [String] {
        let pass = PassText(entry, now: session.now)
        let commit = entry.text("commit") ?? "-"
        return [
            format == .wide ? commit : commit.short, entry.text("author") ?? "-",
            Ago.age(entry.text("endedAt"), now: session.now).map { "\($0) ago" } ?? TableLayout.unknown,
            entry.text("seconds") ?? "", entry.text("outcome") ?? "", pass.summary,
        ]
    }
}
