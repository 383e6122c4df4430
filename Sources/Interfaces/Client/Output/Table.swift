import Console

/// Columns of text under a header. Pages that follow one another keep the widths of the first where they can.
struct Table {
    private let headers: [String]
    private var widths: [Int]
    private var hasHeader = true

    init(_ headers: [String]) {
        self.headers = headers
        self.widths = headers.map(\.unicodeScalars.count)
    }

    /// The text of some rows, under the header if these are the first.
    mutating func text(_ rows: [[String]]) -> String {
        let rows = rows.map { $0.map(\.printable) }
        for row in rows {
            for (column, cell) in zip(widths.indices, row) {
                widths[column] = max(widths[column], cell.unicodeScalars.count)
            }
        }
        let lines = (hasHeader ? [headers] : []) + rows
        hasHeader = false
        return lines.map { line($0) + "\n" }.joined()
    }

    /// Three blanks between columns, since some headers hold one; none at the end of a line.
    private func line(_ cells: [String]) -> String {
        var line = ""
        for (width, cell) in zip(widths, cells) {
            line += cell + String(repeating: " ", count: width - cell.unicodeScalars.count + 3)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
