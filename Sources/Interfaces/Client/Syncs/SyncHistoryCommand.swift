import Console
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
        if let limit, limit < 1 { throw .usage("--limit is a number from 1.") }
        self.name = name
        self.format = format
        self.limit = limit
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        var query = ListQuery()
        query.limit = limit
        var table = Table(["COMMIT", "AUTHOR", "ENDED", "SECONDS", "OUTCOME", "WHAT"])
        var entries: [Node] = []
        _ = try await session.api.pages(name.path("history"), query) { page throws(ClientError) in
            let items = page["items"]?.elements ?? []
            switch format {
            case .json, .yaml: entries += items
            case .name: session.terminal.output(items.map { ($0.text("commit") ?? "-") + "\n" }.joined())
            case .table, .wide:
                session.terminal.output(table.text(items.map { row($0, session) }))
            }
        }
        session.terminal.document(
            .object([("kind", .string("ResourceSyncHistory")), ("items", .array(entries))]), format)
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
