import HTTPFront
import Resources
import Store

extension UserRequest {
    /// What a list is asked for by `limit`, `continue`, `labelSelector`, `fieldSelector` and `order`.
    /// - Throws: ``StatusError`` with 400 when one of them cannot be used.
    func list(_ kind: Kind, fleet: String? = nil) throws(StatusError) -> ListRequest {
        var list = try selection(kind)
        list.fleet = fleet
        list.limit = try limit()
        if kind == .event { list.oldestFirst = try isOldestFirst() }
        if let text = query["continue"], !text.isEmpty { list.start = try token(text, list) }
        return list
    }

    /// A list narrowed by selectors alone.
    func selection(_ kind: Kind, fields: [SelectableField]? = nil) throws(StatusError) -> ListRequest {
        var list = ListRequest(organization: organization, kind: kind)
        do {
            list.labels = try query["labelSelector"].map { text throws(SelectorError) in
                try LabelSelectorQuery.parse(text)
            }
            list.fields = try query["fieldSelector"].map { text throws(SelectorError) in
                try FieldSelectorQuery.parse(text, among: fields ?? kind.selectableFields)
            }
        } catch {
            throw StatusError(400, error.message)
        }
        return list
    }

    /// The largest page when nothing, or 0, is asked for.
    func limit() throws(StatusError) -> Int64 {
        guard let text = query["limit"], !text.isEmpty else { return ListRequest.largestPage }
        guard let limit = Int64(text) else { throw StatusError(400, "limit must be a number") }
        guard limit >= 0 else { throw StatusError(400, "limit cannot be negative") }
        guard limit <= ListRequest.largestPage else {
            throw StatusError(400, "limit cannot exceed \(ListRequest.largestPage)")
        }
        return limit == 0 ? ListRequest.largestPage : limit
    }

    /// Where a list begins that knows neither selectors nor order.
    func start() throws(StatusError) -> ContinueToken? {
        guard let text = query["continue"], !text.isEmpty else { return nil }
        guard let token = ContinueToken(text), token.keys.count == 1, Int64(token.keys[0]) != nil else {
            throw Self.foreignToken
        }
        return token
    }

    private static let foreignToken = StatusError(
        400, "the continue token is none that this list gave: begin again without it")

    private func isOldestFirst() throws(StatusError) -> Bool {
        switch query["order"] {
        case nil, "", "desc": false
        case "asc": true
        default: throw StatusError(400, "order must be asc or desc")
        }
    }

    private func token(_ text: String, _ list: ListRequest) throws(StatusError) -> ContinueToken {
        guard let token = ContinueToken(text), list.accepts(token) else {
            throw Self.foreignToken
        }
        return token
    }
}
