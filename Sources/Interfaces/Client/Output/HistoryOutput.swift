import Console
import Nodes

/// A history page by page, in the form that was asked for.
struct HistoryOutput {
    /// The kind of the document in JSON or YAML.
    let kind: String
    /// Where it is.
    let path: RequestPath
    /// The heads of the columns for people.
    let columns: [String]
    /// The field that an entry is called by.
    let name: String
    /// The form of the output.
    let format: OutputFormat
    /// At most so many entries, the newest; nil for all.
    let limit: Int?

    /// - Throws: ``ClientError`` with the code `usage`.
    static func check(_ limit: Int?) throws(ClientError) {
        if let limit, limit < 1 { throw .usage("--limit is a number from 1.") }
    }

    /// - Parameter row: an entry for people, as many texts as there are columns.
    func write(_ session: Session, row: (Node) -> [String]) async throws(ClientError) {
        var query = ListQuery()
        query.limit = limit
        var table = Table(columns)
        var entries: [Node] = []
        _ = try await session.api.pages(path, query) { page throws(ClientError) in
            let items = page["items"]?.elements ?? []
            switch format {
            case .json, .yaml: entries += items
            case .name: session.terminal.output(items.map { ($0.text(name) ?? "-").printable + "\n" }.joined())
            case .table, .wide: session.terminal.output(table.text(items.map(row)))
            }
        }
        session.terminal.document(.object([("kind", .string(kind)), ("items", .array(entries))]), format)
    }
}
