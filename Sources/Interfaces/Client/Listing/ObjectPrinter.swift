import Console
import Nodes
import Resources

/// Prints objects in the form asked for, page after page.
///
/// Tables and names come out at once; JSON and YAML are one document, so that they wait for the end.
struct ObjectPrinter {
    private let kind: Kind
    private let format: OutputFormat
    private let layout: TableLayout
    private let terminal: Terminal
    private var table: Table
    private var kept: [Node] = []

    init(_ kind: Kind, format: OutputFormat, summary: Bool, session: Session) {
        self.kind = kind
        self.format = format
        self.layout = .of(kind, wide: format == .wide, summary: summary, now: session.now)
        self.terminal = session.terminal
        self.table = Table(layout.headers)
    }

    /// Takes some objects.
    mutating func add(_ objects: [Node]) {
        switch format {
        case .table, .wide: terminal.output(table.text(objects.map(layout.row)))
        case .name: terminal.output(objects.map { "\(kind.singular)/\($0.objectName.printable)\n" }.joined())
        case .json, .yaml: kept += objects
        }
    }

    /// Ends a list; `metadata` is that of its last page.
    func finishList(metadata: Node, summary: Node?) {
        document(
            .object([
                ("apiVersion", .string(APIVersion.current)), ("kind", .string("\(kind.rawValue)List")),
                ("metadata", metadata), ("items", .array(kept)), ("summary", summary),
            ]))
    }

    /// Ends what was asked for by name: one object stands alone, several are a list.
    func finishNamed() {
        if kept.count == 1 { document(kept[0]) } else { finishList(metadata: .object([]), summary: nil) }
    }

    private func document(_ node: Node) { terminal.document(node, format) }
}

extension Terminal {
    /// Prints a document as JSON or YAML; in the other forms it is not one and nothing is printed.
    func document(_ node: Node, _ format: OutputFormat) {
        switch format {
        case .json: output(String(decoding: node.json(pretty: true), as: UTF8.self) + "\n")
        case .yaml: output(node.yaml())
        case .table, .wide, .name: break
        }
    }
}
