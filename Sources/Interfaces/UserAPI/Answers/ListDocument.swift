import HTTPFront
import HTTPTypes
import Hummingbird
import Nodes
import Resources
import Store
import Wire

extension Response {
    /// A page of a list. The header `Martlet-Revision` grows with each applied commit: pages of one walk that carry
    /// different revisions, also in their continue tokens, stand on either side of a commit (P1).
    static func list<Item>(
        _ kind: Kind, _ page: ListPage<Item>, items: [[UInt8]], summary: [UInt8]? = nil
    ) -> Response {
        list("\(kind.rawValue)List", page, items: items, summary: summary)
    }

    /// A page of a list of something that is no kind.
    static func list<Item>(
        _ name: String, _ page: ListPage<Item>, items: [[UInt8]], summary: [UInt8]? = nil
    ) -> Response {
        var response = list(name, items: items, next: page.next, summary: summary)
        if let name = HTTPField.Name("Martlet-Revision") { response.headers[name] = String(page.revision) }
        return response
    }

    /// A list without a page.
    static func list(
        _ kind: Kind, items: [[UInt8]], next: ContinueToken? = nil, summary: [UInt8]? = nil
    ) -> Response {
        list("\(kind.rawValue)List", items: items, next: next, summary: summary)
    }

    private static func list(
        _ name: String, items: [[UInt8]], next: ContinueToken?, summary: [UInt8]?
    ) -> Response {
        var writer = JSONWriter(capacity: 256 + items.reduce(0) { $0 + $1.count + 1 })
        writer.object { writer in
            writer.field("apiVersion", ObjectDocument.apiVersion)
            writer.field("kind", name)
            writer.key("metadata")
            writer.object {
                $0.field("continue", next?.text)
                $0.field("remainingItemCount", next?.remaining)
            }
            writer.key("items")
            writer.array { writer in items.forEach { writer.raw($0) } }
            writer.field("summary", raw: summary)
        }
        return .json(writer.bytes)
    }

    /// Answers that have nothing to say but that all went well.
    static func success(_ message: String = "") -> Response {
        .json(Status(code: 200, message: message).json())
    }
}

extension StatusError {
    /// `Fleet of name "x" not found`.
    static func notFound(_ kind: Kind, _ name: String) -> StatusError {
        StatusError(404, "\(kind.rawValue) of name \"\(name)\" not found")
    }
}
