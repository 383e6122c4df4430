import Console
import Nodes
import Resources

/// `martlet blame`: who wrote what a device is sent, and where.
public struct BlameCommand: ClientCommand {
    /// The devices.
    public var selection: ObjectSelection
    /// The form of the output.
    public var format: OutputFormat

    /// Asks about the devices that the words name.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ words: [String], format: OutputFormat) throws(ClientError) {
        self.selection = try ObjectSelection(words, of: [.device])
        self.format = format
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        try await session.each(selection.names) { name throws(ClientError) in
            let blame = try await session.api.json(.get, RequestPath("devices", name, "blame"))
            let items = blame["items"]?.elements ?? []
            switch format {
            case .json, .yaml: session.terminal.document(blame, format)
            case .name: session.terminal.output(items.map { ($0.text("item") ?? "").printable + "\n" }.joined())
            case .table, .wide: session.terminal.output(table(items))
            }
        }
    }

    private func table(_ items: [Node]) -> String {
        let more = format == .wide ? ["REPOSITORY", "SUBJECT"] : []
        var table = Table(["ITEM", "COMMIT", "AUTHOR", "PLACE", "FIELD", "FROM"] + more)
        return table.text(
            items.map { item in
                [
                    item.text("item") ?? "", item.text("commit")?.short ?? "-", item.text("author") ?? "-",
                    place(item), item.text("field") ?? "", source(item["source"]),
                ] + (more.isEmpty ? [] : [item.text("repository") ?? "-", item.text("subject") ?? "-"])
            })
    }

    /// The document, by the line of its name.
    private func place(_ item: Node) -> String {
        guard let path = item.text("path") else { return item.text("object") ?? "" }
        return "\(path):\(item.text("line") ?? "")"
    }

    private func source(_ source: Node?) -> String {
        guard let source else { return "" }
        let commit = (source.text("commit") ?? source.text("revision") ?? "").short
        return "\(source.text("repository") ?? "")@\(commit):\(source.text("path") ?? "")"
    }
}
