import Console
import Nodes

/// `martlet rollout history`: every rollout of a fleet, and how it ended.
public struct RolloutHistoryCommand: ClientCommand {
    /// The fleet.
    public var name: FleetName
    /// The form of the output.
    public var format: OutputFormat
    /// At most so many entries, the newest; nil for all.
    public var limit: Int?

    /// Prints the history of a fleet's rollouts.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ name: FleetName, format: OutputFormat, limit: Int?) throws(ClientError) {
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
        var table = Table(["VERSION", "COMMIT", "AUTHOR", "BEGAN", "ENDED", "STATE", "SUCCEEDED", "WHY"])
        var entries: [Node] = []
        _ = try await session.api.pages(name.rollout("history"), query) { page throws(ClientError) in
            let items = page["items"]?.elements ?? []
            switch format {
            case .json, .yaml: entries += items
            case .name:
                session.terminal.output(items.map { ($0.text("templateVersion") ?? "-").printable + "\n" }.joined())
            case .table, .wide: session.terminal.output(table.text(items.map { row($0, session) }))
            }
        }
        session.terminal.document(
            .object([("kind", .string("FleetRolloutHistory")), ("items", .array(entries))]), format)
    }

    private func row(_ entry: Node, _ session: Session) -> [String] {
        let commit = entry.text("commit") ?? "-"
        func age(_ key: String) -> String { Ago.age(entry.text(key), now: session.now).map { "\($0) ago" } ?? "-" }
        func count(_ key: String) -> Int64 { entry[key]?.integer ?? 0 }
        return [
            entry.text("templateVersion") ?? "-", format == .wide ? commit : commit.short, entry.text("author") ?? "-",
            age("createdAt"), age("finishedAt"), entry.text("state") ?? "-",
            "\(count("succeeded")) of \(count("total"))", entry.text("message") ?? entry.text("reason") ?? "",
        ]
    }
}
