import ArgumentParser
import Nodes

/// Prints figures.
struct FigureReport {
    let machine: String

    /// The head of a Markdown table, which is also readable as it is.
    let head = """
        | Figure | Value | Yardstick | Ratio | Notes |
        |---|---|---|---|---|
        """

    /// A row of it.
    func row(_ figure: Figure) -> String {
        "| `\(figure.name.rawValue)` | \(figure.value.short) \(figure.unit) | \(figure.yardstick.short) \(figure.unit) "
            + "(\(figure.yardstickName)) | \(figure.ratio.short) | \(figure.notes) |"
    }

    /// What stands below it.
    var foot: String { "\n" + machine }

    /// A JSON array; value and yardstick are in `unit`.
    func json(_ figures: [Figure]) -> String {
        let documents = figures.map { figure in
            Node.object([
                ("name", .string(figure.name.rawValue)), ("value", .number(figure.value)),
                ("unit", .string(figure.unit)),
                ("yardstick", .number(figure.yardstick)), ("yardstickName", .string(figure.yardstickName)),
                ("ratio", .number(figure.ratio)), ("notes", .string(figure.notes)), ("machine", .string(machine)),
            ])
        }
        return String(decoding: Node.array(documents).json(pretty: true), as: UTF8.self)
    }
}

extension FigureName: ExpressibleByArgument {}
