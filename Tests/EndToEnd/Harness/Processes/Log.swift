import FoundationEssentials
import Nodes

/// What a program wrote: one JSON object a line.
struct Log: Sendable {
    let path: String

    var text: String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Complete lines that are records, in order. What a program prints before it logs is not.
    var records: [Node] {
        text.split(separator: "\n").compactMap { try? JSON.parse(Array($0.utf8)) }
    }

    /// Records with this message.
    func records(_ message: String) -> [Node] { records.filter { $0["message"]?.string == message } }

    /// The end of the log, for people who look into a failure.
    var tail: String { text.split(separator: "\n").suffix(25).joined(separator: "\n") }
}
