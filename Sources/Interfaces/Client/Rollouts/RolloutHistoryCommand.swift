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
            kind: "FleetRolloutHistory", path: name.rollout("history"),
            columns: ["VERSION", "COMMIT", "AUTHOR", "BEGUN", "ENDED", "STATE", "SUCCEEDED", "WHY"],
            name: "templateVersion", format: format, limit: limit)
        try await history.write(session) { row($0, session) }
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
